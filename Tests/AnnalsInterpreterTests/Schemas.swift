import AnnalsDiagnostics
import AnnalsSchema
import Testing

/// Loads schemas for tests.
enum Schemas {
    /// A schema from the text of one file, without its first lines.
    static func load(_ text: String) throws -> Schema {
        try load([SchemaSource(path: "test.yaml", text: "annals: 1\nnamespace: test\n" + text)])
    }

    static func load(_ sources: [SchemaSource]) throws -> Schema {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
        return try #require(schema, "\(diagnostics.all.map { "\($0.rule): \($0.message)" })")
    }

    /// The example schemas of the repository.
    static func examples() throws -> Schema {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        return try load(
            ["banking.yaml", "orders.yaml"].map { name in
                SchemaSource(path: "schemas/\(name)", bytes: try Files.bytes("\(root)/schemas/\(name)"))
            })
    }

    /// An aggregate, because every event belongs to one.
    static let aggregate = """
        aggregates:
          Thing:
            id: { id: uuid }
            state: { count: { type: int, default: 0 } }
            ignore: [Happened]

        """
}
