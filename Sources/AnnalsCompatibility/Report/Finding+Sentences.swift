import AnnalsDiagnostics
import AnnalsJSON

/// A part of what is said of a finding behind its message.
enum FindingPart: Hashable, Sendable {
    /// One of several things, such as a change of a shape.
    case item(String)
    /// A sentence without full stop.
    case sentence(String)
    /// A payload.
    case payload(JSONValue)
}

extension Finding {
    /// What is said of the finding behind its message, in the order in which it is read; the same in every format.
    var parts: [FindingPart] {
        var parts = details.map { FindingPart.item($0) }
        guard let witness else { return parts }
        parts += [.sentence(rule == .commandChanged ? witness.commandClaim : witness.claim), .payload(witness.payload)]
        if let twin = witness.twin { parts += [.sentence("and so is this one"), .payload(twin)] }
        parts.append(.sentence(witness.consequence))
        if let seen = witness.seen { parts += [.sentence("new code would have seen"), .payload(seen)] }
        return parts
    }

    /// The other side of the change, and what it has to do with the finding.
    var previousNote: Diagnostic.Note? {
        guard let previous else { return nil }
        let sentence =
            switch rule {
            case .publishedChanged, .publishedRemoved, .publishedUpcaster, .projectionChanged, .policyLowered,
                .policyRuleOff, .streamMoved, .streamIdentity, .commandChanged, .commandRemoved, .processRemoved,
                .processChanged:
                "this was published"
            case .upcastDropped, .upcastInvented, .upcastPrecision, .upcastMerges: "this is the version before"
            case .forwardBreaks, .forwardUnknown: "this is the version that reads it"
            case .eventRetired: "this is the event"
            default: step.map { "this is version \($0.from)" } ?? "this is the other side of the change"
            }
        return Diagnostic.Note(sentence, at: previous)
    }

    /// What is said behind the message as lines of plain text, with the suggestion.
    var lines: [String] {
        var lines: [String] = []
        for part in parts {
            switch part {
            case .item(let text): lines.append("- \(text)")
            case .sentence(let text): lines.append(text)
            case .payload(let payload): lines += payload.visibleLines
            }
        }
        if let suggestion { lines.append("help: \(suggestion)") }
        return lines
    }
}

extension Witness {
    /// What the payload is.
    var claim: String { "witness: this \(name) is valid at version \(version)" }

    /// The same of a command, which has no versions.
    var commandClaim: String { "witness: this \(name) was valid when it was published" }
}

extension JSONValue {
    /// The value as indented JSON in which nothing is hidden.
    var visibleText: String { VisibleText.json(prettyText()) }

    /// The lines of ``visibleText``.
    var visibleLines: [String] { visibleText.split(separator: "\n").map(String.init) }
}
