import AnnalsSchema

/// Asks, of every draft of an event, whether programs with older versions read it.
struct ForwardComparison {
    let check: any ForwardCheck

    /// What the drafts of an event break in programs with older versions: one finding a draft.
    func findings(_ event: EventDeclaration, drafts: [Int], _ pairs: JudgedPairs) -> [Finding] {
        drafts.compactMap { event.version($0) }.compactMap { writer in
            let older = event.versions.filter { $0.id.version < writer.id.version }
            let answers = pairs.readers(of: older).map {
                Answer(reader: $0, verdict: check.verdict(writer: writer, reader: $0))
            }
            return finding(event, writer, answers)
        }
    }

    private struct Answer {
        let reader: EventVersion
        let verdict: ForwardVerdict

        var name: String { "version \(reader.id.version)" }
    }

    /// The worst answer, and with it what the others have in common.
    private func finding(_ event: EventDeclaration, _ writer: EventVersion, _ answers: [Answer]) -> Finding? {
        let breaks = answers.filter { if case .breaks = $0.verdict { true } else { false } }
        let unknown = answers.filter { if case .unknown = $0.verdict { true } else { false } }
        guard let worst = breaks.first ?? unknown.first else { return nil }
        let version = writer.id.version
        let others =
            breaks.dropFirst().map { "\($0.name) refuses some of them, too" }
            + unknown.filter { $0.reader.id != worst.reader.id }.map { "of \($0.name) it is not known" }
        switch worst.verdict {
        case .safe: return nil
        case .breaks(let payload, let reason, let more):
            return Finding(
                .forwardBreaks, subject: event.name,
                "programs with \(worst.name) of \(event.name) do not read all that version \(version) writes",
                at: writer.location, previous: worst.reader.location, version: version, details: more + others,
                witness: Witness(
                    name: event.name, version: version, payload: payload,
                    consequence: "\(worst.name) refuses it: \(reason)"),
                suggestion: "write what \(worst.name) reads, or lower the mode of the event")
        case .unknown(let reason):
            return Finding(
                .forwardUnknown, subject: event.name,
                "whether programs with \(worst.name) of \(event.name) read all that version \(version) writes "
                    + "is not known: \(reason)",
                at: writer.location, previous: worst.reader.location, version: version, details: others,
                suggestion: "keep what \(worst.name) asks for, or say with 'suppress' why it holds")
        }
    }
}
