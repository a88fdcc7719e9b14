import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

/// Tries payloads of the writer on the reader: it finds breaks, and shows safety of equal shapes only.
struct SearchedForwardCheck: ForwardCheck {
    private let schema: Schema
    private let samples: Int
    private let sampler: Sampler
    private let reading: Validator
    private let writing: Validator

    init(schema: Schema, samples: Int, seed: UInt64) {
        self.schema = schema
        self.samples = samples
        sampler = Sampler(schema, seed: seed)
        reading = Validator(schema)
        writing = Validator(schema, refusesUnknownFields: true)
    }

    func verdict(writer: EventVersion, reader: EventVersion) -> ForwardVerdict {
        if CanonicalShape(writer, in: schema) == CanonicalShape(reader, in: schema) { return .safe }
        func isWitness(_ payload: JSONValue) -> Bool {
            writing.violations(of: payload, as: writer).isEmpty && !reading.violations(of: payload, as: reader).isEmpty
        }
        let payloads = sampler.payloads(of: writer, count: samples)
        guard let found = payloads.first(where: isWitness) else {
            return .unknown(
                payloads.isEmpty
                    ? "no payload of the new version was found to try"
                    : "none of \(payloads.count) tried payloads is refused, which shows nothing")
        }
        let smallest = Shrinker.smallest(found, isWitness)
        return .breaks(
            smallest, because: reading.violations(of: smallest, as: reader).first?.description ?? "")
    }
}
