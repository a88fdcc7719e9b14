import AnnalsJSON
import AnnalsSchema
public import JSONTrials

/// Tries inputs whose first byte chooses a version of an event and whose rest is its payload.
public struct PayloadFuzzer: Sendable {
    private let trial: PayloadTrial
    private let versions: [(event: EventDeclaration, version: EventVersion)]

    /// Makes a fuzzer of a subject, which has at most 256 versions.
    public init(_ subject: Subject) {
        trial = PayloadTrial(subject)
        versions = subject.versions
    }

    /// Inputs to begin with: valid payloads and damaged ones of every version.
    public func corpus(seed: UInt64) -> [[UInt8]] {
        versions.indices.flatMap { index in
            trial.subject.payloads(of: versions[index].version, valid: 40, damaged: 20, seed: seed).map {
                [UInt8(truncatingIfNeeded: index)] + $0.bytes
            }
        }
    }

    /// The inputs of the corpus, damaged, without end.
    public func mutator(seed: UInt64) -> ByteMutator { ByteMutator(seed: seed, texts: corpus(seed: seed)) }

    /// What comes of an input; nil when it is empty.
    public func run(_ input: [UInt8]) -> PayloadTrial.Outcome? {
        guard let first = input.first else { return nil }
        let (event, version) = versions[Int(first) % versions.count]
        return trial.run(Array(input.dropFirst()), event, version)
    }

    /// An input for messages.
    public func text(_ input: [UInt8]) -> String {
        let name = input.first.map { versions[Int($0) % versions.count].version.id.description } ?? "nothing"
        return "\(name) \(String(decoding: input.dropFirst(), as: UTF8.self).debugDescription)"
    }
}
