import AnnalsDiagnostics
import AnnalsYAML

/// The names of all types before their shapes are read, so that files and declarations can stand in any order.
struct TypeIndex {
    enum Kind {
        case record, enumeration, union, alias
    }

    struct Entry {
        var kind: Kind
        var versions: [Int]
        var location: SourceLocation
    }

    private(set) var entries: [String: Entry] = [:]

    var names: [String] { entries.keys.sorted() }

    subscript(name: String) -> Entry? { entries[name] }

    mutating func add(_ name: Scalar, _ body: Node, _ diagnostics: inout Diagnostics) {
        if let first = entries[name.text] {
            diagnostics.error(
                "schema.duplicate-name", "the type '\(name.text)' is declared twice", at: name.location,
                notes: [Diagnostic.Note("it is declared here first", at: first.location)],
                suggestion: "names are unique across all files: rename one of them")
            return
        }
        var kind = Kind.alias
        var versions = [1]
        if case .mapping(let keys, _) = body {
            if keys.contains(where: { $0.key.text == "enum" }) { kind = .enumeration }
            if keys.contains(where: { $0.key.text == "union" }) { kind = .union }
            if keys.contains(where: { $0.key.text == "fields" }) { kind = .record }
            if let declared = keys.first(where: { $0.key.text == "versions" }) {
                kind = .record
                if case .mapping(let entries, _) = declared.value {
                    versions = entries.compactMap { Int($0.key.text) }
                    kind = entries.first.map { TypeIndex.kind(of: $0.value) } ?? .record
                }
            }
        }
        entries[name.text] = Entry(kind: kind, versions: versions, location: name.location)
    }

    private static func kind(of version: Node) -> Kind {
        guard case .mapping(let keys, _) = version else { return .record }
        let names = keys.map(\.key.text)
        if names.contains("union") { return .union }
        return names.contains("enum") ? .enumeration : names.contains("type") ? .alias : .record
    }
}
