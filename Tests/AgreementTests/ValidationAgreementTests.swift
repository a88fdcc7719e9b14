import AnnalsJSON
import AnnalsSchema
import JSONTrials
import PayloadTrials
import Testing

/// Generated reader and interpreter find the same violations in the same order, with the same words, and make the same
/// bytes of the newest version of what is valid, or both fail.
@Suite struct ValidationAgreementTests {
    @Test(arguments: Subject.all) func answersAreTheSame(_ subject: Subject) throws {
        let trial = PayloadTrial(subject)
        var counts: [PayloadTrial.Verdict: Int] = [:]
        var upcasts: [PayloadTrial.Upcast: Int] = [:]
        var rules = 0
        try PayloadRun.forEachRound(of: subject) { round in
            for (event, version, payload) in round {
                let outcome = trial.run(payload.bytes, event, version)
                #expect(outcome.problems == [], "\(version.id) \(payload.text)")
                counts[outcome.verdict, default: 0] += 1
                if let upcast = outcome.upcast { upcasts[upcast, default: 0] += 1 }
                rules += outcome.violations.count { $0.keyword == "rules" }
            }
        }
        print("\(subject), seed \(PayloadRun.seed): \(counts), broken rules: \(rules), \(upcasts)")
        // A sampler that makes nothing of a kind would prove nothing of it.
        #expect(counts[.valid, default: 0] > 500 && counts[.invalid, default: 0] > 500)
        #expect(upcasts[.upcast, default: 0] > 500)
        #expect(rules > 50 || subject.schema.events.allSatisfy { $0.versions.allSatisfy(\.rules.isEmpty) })
    }
}
