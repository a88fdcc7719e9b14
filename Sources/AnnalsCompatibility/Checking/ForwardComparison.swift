import AnnalsContainment
import AnnalsJSON
import AnnalsSchema

/// Decides, for every draft of an event, whether programs with older versions read it.
struct ForwardComparison {
    let containment: Containment

    /// What the drafts of an event break in programs with older versions: one finding a draft.
    func findings(_ event: EventDeclaration, drafts: [Int], _ pairs: JudgedPairs) -> [Finding] {
        var containment = containment
        return drafts.compactMap { event.version($0) }.compactMap { writer in
            let older = event.versions.filter { $0.id.version < writer.id.version }
            let answers = pairs.readers(of: older).map {
                Answer(reader: $0, verdict: containment.decide(.event(writer), readAs: .event($0)))
            }
            return finding(event, writer, answers)
        }
    }

    private struct Answer {
        let reader: EventVersion
        let verdict: ContainmentVerdict

        var name: String { "version \(reader.id.version)" }
        var isBreak: Bool { if case .breaks = verdict { true } else { false } }
        var isUnknown: Bool { if case .unknown = verdict { true } else { false } }
    }

    /// The worst answer, and with it what the others have in common.
    private func finding(_ event: EventDeclaration, _ writer: EventVersion, _ answers: [Answer]) -> Finding? {
        let breaks = answers.filter(\.isBreak)
        let unknown = answers.filter(\.isUnknown)
        guard let worst = breaks.first ?? unknown.first else { return nil }
        let version = writer.id.version
        let others =
            breaks.dropFirst().map { "\($0.name) refuses some of them, too" }
            + unknown.filter { $0.reader.id != worst.reader.id }.map { "of \($0.name) it is not known" }
        switch worst.verdict {
        case .safe: return nil
        case .breaks(let found):
            let more = found.dropFirst().map { "\($0.payload.text) is refused, too: \($0.reason)" }
            return Finding(
                .forwardBreaks, subject: event.name,
                "programs with \(worst.name) of \(event.name) do not read all that version \(version) writes",
                at: writer.location, previous: worst.reader.location, version: version, details: more + others,
                witness: found.first.map {
                    Witness(
                        name: event.name, version: version, payload: $0.payload,
                        consequence: "\(worst.name) refuses it: \($0.reason)")
                },
                suggestion: "write what \(worst.name) reads, or lower the mode of the event")
        case .unknown(let doubts, let tried):
            let reasons = doubts.map { $0.pointer.isEmpty ? $0.reason : "\($0.pointer): \($0.reason)" }
            return Finding(
                .forwardUnknown, subject: event.name,
                "whether programs with \(worst.name) of \(event.name) read all that version \(version) writes "
                    + "is not known: \(reasons.joined(separator: "; ")); none of \(tried) tried payloads is refused",
                at: writer.location, previous: worst.reader.location, version: version, details: others,
                suggestion: "keep what \(worst.name) asks for, or say with 'suppress' why it holds")
        }
    }
}

extension Counterexample {
    /// Why the payload is refused, in one line.
    fileprivate var reason: String { violations.map(\.description).joined(separator: "; ") }
}
