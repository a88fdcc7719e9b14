import AnnalsJSON
import AnnalsSchema
import JSONTrials
import PayloadTrials
import Testing

/// Damaged bytes of valid payloads of every version: an error at the right offset, the right violations or a value, the
/// same from generated code and interpreter, and never a trap.
@Suite(.timeLimit(.minutes(10))) struct BadPayloadTests {
    /// A version with one payload that has much in it and yet is short.
    struct Victim: CustomTestStringConvertible, Sendable {
        let trial: PayloadTrial
        let event: EventDeclaration
        let version: EventVersion
        let bytes: [UInt8]

        var testDescription: String { version.id.description }

        func check(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
            let outcome = trial.run(bytes, event, version)
            #expect(
                outcome.problems == [], "\(version.id) \(String(decoding: bytes, as: UTF8.self))",
                sourceLocation: sourceLocation)
        }
    }

    static let victims: [Victim] = Subject.all.flatMap { subject in
        let trial = PayloadTrial(subject)
        return subject.versions.compactMap { event, version in
            let payloads = subject.payloads(of: version, valid: 30, damaged: 0).map(\.bytes).filter { $0.count < 600 }
            return payloads.max { $0.count < $1.count }.map {
                Victim(trial: trial, event: event, version: version, bytes: $0)
            }
        }
    }

    @Test func everyVersionIsThere() {
        #expect(BadPayloadTests.victims.count == Subject.all.reduce(0) { $0 + $1.versions.count })
    }

    @Test(arguments: victims) func truncations(_ victim: Victim) {
        for count in victim.bytes.indices { victim.check(Array(victim.bytes[..<count])) }
    }

    /// Every byte, by turns with one of its bits flipped and as a byte that means something or nothing to JSON.
    @Test(arguments: victims) func flips(_ victim: Victim) {
        let bits = (0..<8).map { UInt8(1) << UInt8($0) }
        let replacements: [UInt8] = [0x00, 0xFF, UInt8(ascii: "\""), UInt8(ascii: "\\")]
        for (index, byte) in victim.bytes.enumerated() {
            var damaged = victim.bytes
            damaged[index] = ((bits.map { byte ^ $0 }) + replacements)[index % 12]
            victim.check(damaged)
        }
    }

    @Test(arguments: victims) func insertions(_ victim: Victim) {
        let pieces = ["\\ud800", "\u{0}", "\u{FEFF}", " ", "\"", "0", "é", ",", "{}", "\\u0061", "\u{1F600}"]
        for (turn, index) in stride(from: 0, to: victim.bytes.count, by: 3).enumerated() {
            var damaged = victim.bytes
            damaged.insert(contentsOf: pieces[turn % pieces.count].utf8, at: index)
            victim.check(damaged)
        }
    }
}
