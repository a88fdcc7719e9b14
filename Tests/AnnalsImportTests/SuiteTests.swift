import AnnalsDiagnostics
import AnnalsImport
import AnnalsInterpreter
import AnnalsJSON
import AnnalsValues
import Foundation
import Testing

/// The official test suite of JSON Schema: what is imported without loss has every verdict that the suite expects.
@Suite struct SuiteTests {
    /// What happened to the groups of the suite.
    private struct Tally {
        var groups = 0
        var tests = 0
        var imported = 0
        var run = 0
        var beyond = 0
        var reasons: [String: Int] = [:]
    }

    @Test func everyVerdictIsTheExpectedOne() throws {
        let files = try ConformanceFolder.files("json-schema")
        guard !files.isEmpty else {
            return print("JSON Schema suite skipped: nothing in \(ConformanceFolder.url.path); set ANNALS_CONFORMANCE")
        }
        var tally = Tally()
        for (path, content) in files {
            for group in content.elements { run(group, path, &tally) }
        }
        #expect(tally.imported > 0)
        print(
            """
            JSON Schema suite: \(files.count) files, \(tally.imported) of \(tally.groups) groups imported without loss, \
            \(tally.run) of \(tally.tests) tests run, \(tally.beyond) left out for numbers beyond 64 bits
            """)
        for (reason, count) in tally.reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            print("  \(count) left out: \(reason)")
        }
    }

    private func run(_ group: JSONValue, _ path: String, _ tally: inout Tally) {
        let tests = group["tests"]?.elements ?? []
        let name = "\(path): \(group["description"]?.string ?? "")"
        tally.groups += 1
        tally.tests += tests.count
        // Formats are remarks unless a file is about what they demand.
        let result = JSONSchemaImport.type(
            of: group["schema"] ?? .null, formats: path.contains("optional/format") ? .assertions : .annotations)
        guard result.isLossless, let schema = result.schema, let type = result.type else {
            let loss = result.losses.first(where: \.changesVerdicts)
            let reason =
                loss.map { "'\($0.keyword)': \($0.reason)" } ?? result.diagnostics.all.first?.message ?? "no type"
            tally.reasons[reason, default: 0] += 1
            print("left out: \(name): \(reason)")
            return
        }
        tally.imported += 1
        let validator = Validator(
            schema, refusesUnknownFields: result.reading.refusesUnknownFields,
            refusesNullForAbsent: result.reading.refusesNullForAbsent)
        for test in tests {
            let data = test["data"] ?? .null
            guard !data.hasGreatNumber || !result.losses.contains(where: { $0.effect == .limit }) else {
                tally.beyond += 1
                print("left out: \(name): \(test["description"]?.string ?? ""): a number beyond 64 bits")
                continue
            }
            tally.run += 1
            let violations = validator.violations(of: .object(["value": data]), as: type)
            #expect(
                violations.isEmpty == (test["valid"] == .bool(true)),
                "\(name): \(test["description"]?.string ?? ""): \(data.text) \(violations)\n\(result.text)")
        }
    }
}
