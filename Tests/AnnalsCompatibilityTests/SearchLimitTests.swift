import AnnalsCompatibility
import AnnalsSchema
import Synchronization
import Testing

@Suite struct SearchLimitTests {
    private func schema() throws -> Schema {
        try Schemas.happened(
            "1: { fields: { id: uuid, text: string } }",
            "2: { fields: { id: uuid, text: string }, upcast: { text: old.text.trim() } }",
            "3: { fields: { id: uuid, text: { type: string, maxLength: 3 } }, upcast: { text: \"old.text.size() > 3 ? '' : old.text\" } }"
        )
    }

    /// What was not tried is never passed over in silence.
    @Test func whatIsCutShortIsNotSafe() throws {
        let calls = Mutex(0)
        let checker = CompatibilityChecker(
            samples: 50,
            isTimeUp: {
                calls.withLock { calls in
                    calls += 1
                    return calls > 20
                }
            })
        let report = checker.check(try schema(), lock: nil)
        let unfinished = report.findings.filter { $0.rule == .upcastUnfinished }
        #expect(unfinished.map(\.version) == [2, 1, 2, 3])
        #expect(unfinished.first?.message == "time was up after 19 payloads of Happened version 2")
        #expect(report.verdict == .unknown)
        #expect(Set(unfinished.map(\.fingerprint)).count == unfinished.count)
    }

    @Test func withoutATimeLimitTheBudgetIsTried() throws {
        let report = CompatibilityChecker(samples: 50).check(try schema(), lock: nil)
        #expect(report.findings.allSatisfy { $0.rule == .upcastMerges })
        let payloads = try #require(report.subjects.first?.payloads)
        #expect((100...200).contains(payloads))
    }

    /// Cores take events as they come; the report has them in the order of the schema.
    @Test func theReportIsTheSameEveryTime() throws {
        let schema = try Schemas.examples()
        let checker = CompatibilityChecker(samples: 40)
        let first = checker.check(schema, lock: nil)
        #expect(first.subjects.map(\.name) == schema.events.map(\.name))
        for _ in 0..<3 { #expect(checker.check(schema, lock: nil) == first) }
    }
}
