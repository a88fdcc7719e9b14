import AnnalsDiagnostics
import AnnalsSchema
import Foundation
import Testing

/// A folder under `Cases` with schema files and what is said about them.
struct DiagnosticCase: CustomTestStringConvertible {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    let name: String

    var testDescription: String { name }

    static let all: [DiagnosticCase] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return names.sorted().map(DiagnosticCase.init)
    }()

    var expectation: URL { Self.folder.appending(path: name).appending(path: "expected.txt") }

    func sources() throws -> [SchemaSource] {
        let folder = Self.folder.appending(path: name)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
            .filter { $0.hasSuffix(".yaml") }
            .map { SchemaSource(path: $0, bytes: Array(try Data(contentsOf: folder.appending(path: $0)))) }
    }

    /// What the tool would print.
    func output() throws -> String {
        let sources = try sources()
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
        #expect((schema == nil) == diagnostics.hasErrors)
        let files = Dictionary(uniqueKeysWithValues: sources.map { ($0.path, $0.bytes) })
        return DiagnosticTextPrinter(sources: files).text(diagnostics)
            + (DiagnosticTextPrinter.summary(diagnostics) ?? "nothing to say") + "\n"
    }
}

/// Golden tests of what people read. `ANNALS_RECORD=1` writes the expectations anew.
@Suite struct DiagnosticCaseTests {
    @Test func thereAreCases() {
        #expect(DiagnosticCase.all.count > 20)
    }

    @Test(arguments: DiagnosticCase.all)
    func saysWhatIsExpected(_ diagnosticCase: DiagnosticCase) throws {
        let output = try diagnosticCase.output()
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" {
            try Data(output.utf8).write(to: diagnosticCase.expectation)
        }
        let expected = String(decoding: try Data(contentsOf: diagnosticCase.expectation), as: UTF8.self)
        #expect(output == expected)
    }

    @Test func tenMistakesGiveTenErrorsInOneRun() throws {
        let tenMistakes = try #require(DiagnosticCase.all.first { $0.name == "ten-mistakes" })
        var diagnostics = Diagnostics()
        _ = SchemaLoader.load(try tenMistakes.sources(), diagnostics: &diagnostics)
        #expect(diagnostics.sorted.count { $0.severity == .error } == 10)
        #expect(Set(diagnostics.all.map(\.rule)).count >= 9)
        #expect(diagnostics.all.allSatisfy { $0.location != nil })
    }
}
