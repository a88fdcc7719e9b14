import AnnalsDiagnostics

/// Shapes are expanded for fingerprints and for the search for lost data, and types that use each other can expand beyond
/// all bounds.
struct SizeCheck {
    /// How many fields a version may have with all that is inside it.
    static let maximumFields = 10_000
    /// How deep types may nest.
    static let maximumDepth = 64

    private enum Excess: String, Error {
        case fields = "more than 10000 fields"
        case depth = "more than 64 levels"
    }

    private let definitions: [VersionedName: TypeDefinition]
    private var count = 0

    /// The names of what is too large; it was reported.
    static func run(_ schema: Schema, _ diagnostics: inout Diagnostics) -> Set<String> {
        let before = diagnostics.errorCount
        let definitions = Dictionary(schema.types.flatMap(\.versions).map { ($0.id, $0.definition) }) { first, _ in
            first
        }
        var found: [(id: VersionedName, names: [VersionedName], excess: Excess, location: SourceLocation)] = []
        func check(_ id: VersionedName, _ definition: TypeDefinition, _ location: SourceLocation) {
            do {
                var check = SizeCheck(definitions: definitions)
                try check.expand(definition, inside: [id])
            } catch {
                found.append((id, definition.names, error, location))
            }
        }
        for version in schema.types.flatMap(\.versions) { check(version.id, version.definition, version.location) }
        for version in schema.events.flatMap(\.versions) {
            check(version.id, .record(version.fields), version.location)
        }
        let tooLarge = Set(found.map(\.id))
        // What uses something that is too large is too large as well, and needs no message of its own.
        for (id, names, excess, location) in found where !names.contains(where: { $0 != id && tooLarge.contains($0) }) {
            diagnostics.error(
                "schema.too-large", "\(id) has \(excess.rawValue) when every type inside it is written out",
                at: location, suggestion: "use fewer types inside one another")
        }
        // In a ring of types each uses another one that is too large.
        if let first = found.first, diagnostics.errorCount == before {
            diagnostics.error(
                "schema.too-large", "\(first.id) has \(first.excess.rawValue) when every type inside it is written out",
                at: first.location, suggestion: "use fewer types inside one another")
        }
        return Set(found.map(\.id.name))
    }

    private init(definitions: [VersionedName: TypeDefinition]) {
        self.definitions = definitions
    }

    private mutating func expand(_ definition: TypeDefinition, inside: [VersionedName]) throws(Excess) {
        guard inside.count <= SizeCheck.maximumDepth else { throw .depth }
        if case .record(let fields) = definition { count += fields.count }
        guard count <= SizeCheck.maximumFields else { throw .fields }
        for name in definition.names where !inside.contains(name) {
            if let inner = definitions[name] { try expand(inner, inside: inside + [name]) }
        }
    }
}
