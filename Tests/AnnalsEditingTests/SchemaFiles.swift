import AnnalsDiagnostics
import AnnalsSchema
import AnnalsYAML
import Foundation
import Testing

/// The schema files of the package, good and bad ones.
enum SchemaFiles {
    static let package = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Every YAML file below the folders that have schemas, by its path below the package.
    static let all: [SchemaSource] = {
        ["schemas", "Examples", "Tests"].flatMap { folder in
            let root = package.appending(path: folder)
            let found = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
            let names = found.filter { $0.hasSuffix(".yaml") && !$0.contains(".build") }.sorted()
            return names.compactMap { name -> SchemaSource? in
                guard let data = try? Data(contentsOf: root.appending(path: name)) else { return nil }
                return SchemaSource(path: "\(folder)/\(name)", bytes: Array(data))
            }
        }
    }()

    /// Those that are YAML.
    static let readable = all.filter { source in
        var diagnostics = Diagnostics()
        return SyntaxTree.read(source.bytes, file: source.path, diagnostics: &diagnostics) != nil
    }

    /// What a file declares by itself, as fingerprints are made of it; the mistakes when it does not load alone.
    static func meaning(_ source: SchemaSource) -> [String] {
        var diagnostics = Diagnostics()
        guard let schema = SchemaLoader.load([source], diagnostics: &diagnostics) else {
            return diagnostics.all.map { "\($0.rule): \($0.message)" }.sorted()
        }
        let types = schema.types.flatMap(\.versions).map {
            "\($0.id) \(CanonicalShape($0, in: schema).text) \($0.upcast?.canonicalText ?? "")"
        }
        let events = schema.events.flatMap(\.versions).map {
            "\($0.id) \(CanonicalShape($0, in: schema).text) \($0.upcast?.canonicalText ?? "")"
        }
        return types + events + schema.projections.map { schema.fingerprint(of: $0) }
            + schema.aggregates.map { "\($0.name) \($0.events) \($0.ignoredEvents)" }
    }
}
