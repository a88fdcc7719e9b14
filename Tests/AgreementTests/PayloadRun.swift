import AnnalsJSON
import AnnalsSchema
import Foundation
import PayloadTrials

/// How many payloads a run tries, from which seed: a few thousand in every run of the tests, more with
/// `Scripts/differential-payloads` and `Scripts/fuzz-payloads`.
enum PayloadRun {
    static let seed = number("ANNALS_PAYLOAD_SEED").map { UInt64($0) } ?? 7
    static let fuzzSeconds = number("ANNALS_FUZZ_SECONDS").map { Double($0) }
    private static let count = number("ANNALS_PAYLOAD_COUNT")

    private static func number(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 }
    }

    /// Payloads of every version, all different in kind: valid, with a value damaged, with bytes damaged, against rules.
    ///
    /// Calls back in rounds, so that a long run needs no more memory than a short one.
    static func forEachRound(
        of subject: Subject,
        _ body: ([(event: EventDeclaration, version: EventVersion, payload: JSONValue)]) throws -> Void
    ) throws {
        let goal = (count ?? 0) / Subject.all.count
        var (done, round) = (0, seed)
        repeat {
            let payloads = subject.versions.flatMap { event, version in
                (subject.payloads(of: version, valid: 80, damaged: 100, seed: round)
                    + subject.scratched(of: version, count: 60, seed: round)).map { (event, version, $0) }
            }
            try body(payloads)
            done += payloads.count
            round += 1
        } while done < goal
    }
}
