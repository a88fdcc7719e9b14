import AnnalsContainment
import AnnalsJSON
import AnnalsSchema

/// Decides whether an older version reads what a newer one writes, by what their types are.
struct DecidedForwardCheck: ForwardCheck {
    private let containment: Containment

    /// - Parameters:
    ///   - samples: How many payloads are tried where rules across fields decide.
    ///   - seed: Chooses the random ones among them.
    init(schema: Schema, samples: Int, seed: UInt64) {
        containment = Containment(within: schema, samples: samples, seed: seed)
    }

    func verdict(writer: EventVersion, reader: EventVersion) -> ForwardVerdict {
        var containment = containment
        switch containment.decide(.event(writer), readAs: .event(reader)) {
        case .safe: return .safe
        case .breaks(let found):
            let others = found.dropFirst().map {
                "\($0.payload.text) is refused, too: \(DecidedForwardCheck.reason($0))"
            }
            guard let first = found.first else { return .safe }
            return .breaks(first.payload, because: DecidedForwardCheck.reason(first), others: others)
        case .unknown(let doubts, let tried):
            let reasons = doubts.map { $0.pointer.isEmpty ? $0.reason : "\($0.pointer): \($0.reason)" }
            return .unknown("\(reasons.joined(separator: "; ")); none of \(tried) tried payloads is refused")
        }
    }

    private static func reason(_ found: Counterexample) -> String {
        found.violations.map(\.description).joined(separator: "; ")
    }
}
