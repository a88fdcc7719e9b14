import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import Foundation
import Testing

/// Loads schemas for tests.
enum Schemas {
    static func load(_ sources: [SchemaSource]) throws -> Schema {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
        return try #require(schema, "\(diagnostics.all.map { "\($0.rule): \($0.message)" })")
    }

    /// A schema with the event `Happened` of the aggregate `Thing`, its versions, and types.
    static func happened(types: String = "", _ versions: String) throws -> Schema {
        try load([
            SchemaSource(
                path: "test.yaml",
                text: """
                    annals: 1
                    namespace: test
                    \(types)
                    aggregates:
                      Thing:
                        id: { id: uuid }
                        state: { count: { type: int, default: 0 } }
                        ignore: [Happened]
                    events:
                      Happened:
                        aggregate: Thing
                        versions:
                    \(versions.split(separator: "\n", omittingEmptySubsequences: false).map { "      " + $0 }.joined(separator: "\n"))
                    """)
        ])
    }

    /// The example schemas of the repository.
    static func examples() throws -> Schema {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "schemas")
        return try load(
            ["banking.yaml", "orders.yaml"].map { name in
                SchemaSource(path: "schemas/\(name)", bytes: Array(try Data(contentsOf: folder.appending(path: name))))
            })
    }
}

extension JSONValue {
    /// JSON in a test.
    static func json(_ text: String) throws -> JSONValue { try JSONValue(parsing: text) }
}
