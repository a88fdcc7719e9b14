import AnnalsDiagnostics
import AnnalsImport
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Foundation
import JSONTrials
import Testing

/// The official test suite of JSON Schema: what is imported without loss has every verdict that the suite expects.
@Suite struct SuiteTests {
    /// What happened to the groups of the suite.
    private struct Tally {
        var groups = 0
        var tests = 0
        var imported = 0
        var run = 0
        /// Groups that name no type, where one was supposed, and their tests with values of it.
        var supposed = 0
        var supposedRun = 0
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
            \(tally.run) of \(tally.tests) tests run, \(tally.beyond) left out for numbers beyond 64 bits; \
            of \(tally.supposed) more groups that name no type, the \(tally.supposedRun) tests with values of the kind that \
            their keywords are about
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
        let isDemanded = ["optional/format", "optional/content"].contains { path.contains($0) }
        let result = JSONSchemaImport.type(
            of: group["schema"] ?? .null, formats: isDemanded ? .assertions : .annotations,
            draft: path.contains("draft7") ? .draft7 : .draft2020)
        let loss = result.losses.first(where: \.changesVerdicts)
        guard result.isLossless || result.isOfOneKind, let schema = result.schema, let type = result.type else {
            let reason =
                loss.map { "'\($0.keyword)': \($0.reason)" } ?? result.diagnostics.all.first?.message ?? "no type"
            tally.reasons[reason, default: 0] += 1
            print("left out: \(name): \(reason)")
            return
        }
        if result.isLossless {
            tally.imported += 1
        } else if let loss {
            tally.supposed += 1
            tally.reasons[loss.reason, default: 0] += 1
        }
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
            let violations = validator.violations(of: .object(["value": data]), as: type)
            // What is not of the kind that was supposed is left out with its group.
            if !result.isLossless, violations.contains(where: { $0.pointer == "/value" && $0.keyword == "type" }) {
                continue
            }
            if result.isLossless { tally.run += 1 } else { tally.supposedRun += 1 }
            #expect(
                violations.isEmpty == (test["valid"] == .bool(true)),
                "\(name): \(test["description"]?.string ?? ""): \(data.text) \(violations)\n\(result.text)")
        }
    }
}

extension ImportedSchema {
    /// Whether nothing is lost but the values that are of another kind than the keywords are about.
    fileprivate var isOfOneKind: Bool {
        let losses = losses.filter(\.changesVerdicts)
        return losses.count == 1 && losses[0].effect == .narrower && losses[0].keyword == "type"
            && losses[0].pointer.isEmpty
    }
}
