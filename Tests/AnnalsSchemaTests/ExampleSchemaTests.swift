import AnnalsDiagnostics
import AnnalsSchema
import Foundation
import Testing

/// The schemas that the repository ships.
enum ExampleSchemas {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "schemas")

    static func sources() throws -> [SchemaSource] {
        try ["banking.yaml", "orders.yaml"].map { name in
            SchemaSource(path: "schemas/\(name)", bytes: Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }
}

@Suite struct ExampleSchemaTests {
    @Test func theExamplesLoadWithoutAMessage() throws {
        var diagnostics = Diagnostics()
        let schema = try #require(SchemaLoader.load(try ExampleSchemas.sources(), diagnostics: &diagnostics))
        #expect(diagnostics.all.isEmpty)
        #expect(schema.events.map(\.name).sorted().first == "MoneyDeposited")
        #expect(schema.event("OrderCreated")?.versions.count == 3)
        #expect(schema.projections.count == 6)
    }
}
