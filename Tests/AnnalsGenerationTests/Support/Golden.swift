import AnnalsDiagnostics
import AnnalsGeneration
import AnnalsSchema
import Foundation
import Testing

/// Files beside the tests that hold what is expected. With `ANNALS_RECORD=1` in the environment they are written anew.
enum Golden {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    static func expect(_ text: String, at path: String, sourceLocation: Testing.SourceLocation = #_sourceLocation)
        throws
    {
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" {
            try text.write(to: folder.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        let expected = try self.text(path)
        #expect(text == expected, "\(path) is stale; run with ANNALS_RECORD=1", sourceLocation: sourceLocation)
    }
}

/// The schema of some files; a mistake in them fails the test.
func loadSchema(_ files: [String: String]) throws -> Schema {
    var diagnostics = Diagnostics()
    let sources = files.sorted { $0.key < $1.key }.map { SchemaSource(path: $0.key, text: $0.value) }
    let schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
    return try #require(schema, "\(DiagnosticTextPrinter().text(diagnostics))")
}

/// The generated files; a diagnostic of the generator fails the test.
func generate(_ schema: Schema, _ options: SwiftOptions = SwiftOptions()) throws -> [GeneratedFile] {
    var diagnostics = Diagnostics()
    let files = SwiftGenerator(schema, options: options).files(&diagnostics)
    try #require(!diagnostics.hasErrors, "\(DiagnosticTextPrinter().text(diagnostics))")
    return files
}
