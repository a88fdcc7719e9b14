import AnnalsContainment
import AnnalsJSON
import AnnalsSchema

/// Decides whether programs with older versions of an event read what newer ones write.
struct ForwardComparison {
    /// Also tries payloads where it cannot decide.
    let containment: Containment
    /// Only decides.
    let decision: Containment

    init(_ schema: Schema, limit: SearchLimit) {
        containment = Containment(within: schema, samples: limit.samples, seed: limit.seed)
        decision = Containment(within: schema, samples: 0)
    }

    /// What the drafts of an event break in programs with older versions: one finding a draft. Programs write the newest
    /// version, so that only this one is held against all others, and a draft before it against the version that it
    /// follows.
    func findings(_ event: EventDeclaration, drafts: [Int], _ pairs: JudgedPairs) -> [Finding] {
        var containment = containment
        return drafts.compactMap { event.version($0) }.compactMap { writer in
            let number = writer.id.version
            let isNewest = number == event.versions.count
            let older = isNewest ? event.versions.dropLast() : [event.version(number - 1)].compactMap(\.self)
            let answers = pairs.readers(of: older).map {
                Answer(reader: $0, verdict: containment.decide(.event(writer), readAs: .event($0)))
            }
            return finding(event, writer, answers)
        }
    }

    /// The oldest version such that programs with it, or with a later one, read all that the newest version writes.
    func readableBy(_ event: EventDeclaration) -> Int? {
        guard let newest = event.versions.last else { return nil }
        var decision = decision
        let readers = event.versions.dropLast().reversed().prefix {
            decision.decide(.event(newest), readAs: .event($0)) == .safe
        }
        return (readers.last ?? newest).id.version
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
