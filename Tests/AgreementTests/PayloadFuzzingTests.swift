import Foundation
import JSONTrials
import PayloadTrials
import Testing

/// A mutator damages payloads; reader, generated decoders, upcasters, writer and interpreter agree about what it makes.
///
/// `Scripts/fuzz-payloads` goes on for as long as it is told to, with libFuzzer where there is one.
@Suite struct PayloadFuzzingTests {
    @Test(arguments: Subject.all) func nothingCrashesOrDiffers(_ subject: Subject) throws {
        let fuzzer = PayloadFuzzer(subject)
        var mutator = fuzzer.mutator(seed: PayloadRun.seed)
        let end = PayloadRun.fuzzSeconds.map { Date(timeIntervalSinceNow: $0) }
        var counts: [PayloadTrial.Verdict: Int] = [:]
        var number = 0
        while end.map({ Date() < $0 }) ?? (number < 1500) {
            // Now and then a long one, with nesting or repetitions that take all of it.
            let input = mutator.next(limit: number.isMultiple(of: 200) ? 1 << 17 : 4096)
            number += 1
            guard let outcome = fuzzer.run(input) else { continue }
            #expect(outcome.problems == [], "\(fuzzer.text(input))")
            counts[outcome.verdict, default: 0] += 1
        }
        print("\(subject): \(number) damaged payloads with seed \(PayloadRun.seed): \(counts)")
        #expect(counts[.noJSON, default: 0] > number / 10)
        #expect(counts[.invalid, default: 0] + counts[.valid, default: 0] > number / 100)
    }

    /// What fuzzing has found before, as it was: a file an input.
    @Test func findingsStayMended() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Findings")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let fuzzer = PayloadFuzzer(.stress)
        for file in files.sorted(by: { $0.path < $1.path }) {
            let outcome = fuzzer.run(Array(try Data(contentsOf: file)))
            #expect(outcome?.problems == [], "\(file.lastPathComponent)")
        }
        #expect(!files.isEmpty)
    }
}
