import Foundation
import Testing

/// Parser, checker, evaluator and emitted Swift against the cases of CEL.
@Suite struct ConformanceTests {
    /// What became of the cases of a file in one form.
    private struct Count {
        var passed = 0, failed = 0, leftOut = 0
        var total: Int { passed + failed + leftOut }
        var line: String { "passed \(passed), failed \(failed), left out \(leftOut)" }
    }

    @Test func theSuitePassesInEveryForm() async throws {
        let files = try Corpus.conformance.get()
        guard !files.isEmpty else {
            print("CEL conformance SKIPPED: there is no folder \(ConformanceFiles.folder.path); set ANNALS_CONFORMANCE")
            return
        }
        let compiled = try await Agreement.compiled.value
        for file in files {
            var reasons: [String: Int] = [:]
            for form in ConformanceForms.Form.allCases {
                var count = Count()
                for test in file.cases {
                    judge(test, form, compiled["\(test.test.id), \(form.rawValue)"]?.first, &count, &reasons)
                }
                print("CEL conformance \(file.name), \(form.rawValue): \(count.line)")
                #expect(count.total > 0, "\(file.name) has cases")
            }
            for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
                print("CEL conformance \(file.name), left out \(count): \(reason)")
            }
        }
    }

    private func judge(
        _ test: ConformanceForms, _ form: ConformanceForms.Form, _ outcome: Outcome?, _ count: inout Count,
        _ reasons: inout [String: Int]
    ) {
        let verdict = test.verdict(form, compiled: outcome)
        guard test.test.isDemanded else {
            count.leftOut += 1
            if form == .evaluated { reasons["the profile '\(test.test.tier)' is not ours", default: 0] += 1 }
            return
        }
        switch (verdict, LeftOut.reason(for: test.test)) {
        case (.none, _): break
        case (.passed, nil): count.passed += 1
        case (.passed, let reason?):
            count.failed += 1
            Issue.record("\(test.test.id) passes (\(form.rawValue)), but is left out: \(reason)")
        case (.failed, let reason?):
            count.leftOut += 1
            if form == .evaluated { reasons[reason, default: 0] += 1 }
        case (.failed(let message), nil):
            count.failed += 1
            Issue.record("\(test.test.id) (\(form.rawValue)): \(test.test.expr) \(message)")
        }
    }
}
