import AnnalsContainment
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Foundation
import JSONTrials
import Testing

/// Verdicts against those that others gave, and what they rest on against a validator that others wrote.
@Suite struct ThirdPartyTests {
    /// Values of the writer's schema that a verdict on a pair is held against.
    private struct Evidence {
        let pair: SchemaPair
        let values: [JSONValue]
        let isBreak: Bool
    }

    /// How many values of each writer a verdict of safe is held against in Python; ``samplesSurvive`` takes more.
    private static let sampleCount = 20

    @Test func verdictsAgreeWithThirdParties() throws {
        let files = try ThirdPartyTests.files()
        guard !files.isEmpty else { return ThirdPartyTests.skip() }
        var evidence: [Evidence] = []
        var total = Score()
        var random = SplitMix64(seed: 5)
        for (path, pairs) in files {
            var score = Score()
            for pair in pairs {
                let judgement = pair.judgement()
                score.count(judgement, of: pair)
                total.count(judgement, of: pair)
                switch judgement {
                case .verdict(.breaks(let payloads)):
                    evidence.append(Evidence(pair: pair, values: payloads.map(\.payload), isBreak: true))
                case .verdict(.safe):
                    let values = pair.samples(ThirdPartyTests.sampleCount, seed: 5)
                    // What is changed need not be valid for the writer any more; Python knows.
                    let changed = values.map { Mutation.of($0, using: &random) }
                    evidence.append(Evidence(pair: pair, values: values + changed, isBreak: false))
                default: continue
                }
            }
            print("\(path): \(score)")
            for line in score.disputes { print("  \(line)") }
            if path == "apicurio-json.json" { #expect(score.imported * 2 >= score.count) }
        }
        // Nearly none, and each with a value that Python confirms.
        #expect(total.disputedBreaks * 100 <= total.rightSafe + total.disputedBreaks)
        let refuted = try refuted(evidence)
        Scoreboard.print(total, refuted: refuted)
        #expect(refuted.safe == 0 && refuted.breaks == 0)
    }

    @Test func samplesSurviveWhatIsSafe() throws {
        let files = try ThirdPartyTests.files()
        guard !files.isEmpty else { return ThirdPartyTests.skip() }
        var count = 0
        // Every tenth pair; the others are held against fewer values, and against Python.
        for pair in files.flatMap(\.pairs).enumerated().filter({ $0.offset % 10 == 0 }).map(\.element) {
            guard case .verdict(.safe) = pair.judgement() else { continue }
            for value in pair.samples(1000, seed: 11) {
                count += 1
                #expect(!pair.isRefused(value), "\(value.text): \(pair)")
            }
        }
        print("\(count) values of writers are taken by readers that are said to be safe")
        #expect(count > 0)
    }

    /// How many verdicts do not hold in Python's `jsonschema`: there, every value that shows a break has to be valid for the
    /// writer and not for the reader, and no value may be so where a pair is said to be safe.
    private func refuted(_ evidence: [Evidence]) throws -> (safe: Int, breaks: Int) {
        let schemas = evidence.flatMap { [$0.pair.writer, $0.pair.reader] }
        let drafts = evidence.flatMap { [$0.pair.draft, $0.pair.draft] }
        var lines: [(number: Int, value: JSONValue)] = []
        for (number, item) in evidence.enumerated() {
            for value in item.values where !value.hasGreatNumber && !item.pair.isReadOtherwise(value) {
                lines += [(2 * number, value), (2 * number + 1, value)]
            }
        }
        let file = zip(drafts, schemas).map { "[\"\($0.rawValue)\",\($1.text)]" }.joined(separator: ",\n")
        let input = lines.map { "\($0.number)\t\($0.value.text)\n" }.joined()
        guard
            let answers = try PythonOracle.answers(script: PythonOracle.jsonSchema, schemas: "[\(file)]", input: input)
        else {
            print("verdicts not confirmed: 'python3 -m pip install jsonschema' is missing")
            return (0, 0)
        }
        try #require(answers.count == lines.count)
        var (witnesses, samples) = (0, 0)
        var refuted = (safe: Set<Int>(), breaks: Set<Int>())
        for position in stride(from: 0, to: lines.count, by: 2) {
            let item = evidence[lines[position].number / 2]
            let isWitness = answers[position] == "1" && answers[position + 1] == "0"
            if item.isBreak { witnesses += 1 } else { samples += 1 }
            guard isWitness != item.isBreak else { continue }
            print("  refuted by \(lines[position].value.text): \(item.pair)")
            let number = lines[position].number
            if item.isBreak { refuted.breaks.insert(number) } else { refuted.safe.insert(number) }
        }
        print("python's jsonschema confirms \(witnesses) values that break, and finds none among \(samples) others")
        return (refuted.safe.count, refuted.breaks.count)
    }

    private static func files() throws -> [(path: String, pairs: [SchemaPair])] {
        try ConformanceFolder.files("compatibility").map { ($0.path, SchemaPair.pairs($0.path, $0.content)) }
            .filter { !$0.1.isEmpty }
    }

    private static func skip() {
        print(
            "third-party pairs skipped: nothing in \(ConformanceFolder.url.path)/compatibility; set ANNALS_CONFORMANCE")
    }
}
