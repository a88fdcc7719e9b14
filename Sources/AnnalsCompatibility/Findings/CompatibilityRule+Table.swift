extension CompatibilityRule {
    static let rows: [CompatibilityRule: Row] = [
        .publishedChanged: Row(
            verdict: .error, purpose: "A published version never changes its shape.",
            explanation: """
                Events are stored with the number of the version that they were written with. When the shape behind a \
                number changes, what is stored no longer is what the number says. Restore the version as it was \
                published and write the change as a new version with an upcaster.
                """),
        .publishedRemoved: Row(
            verdict: .error, purpose: "A published version or event never disappears.",
            explanation: """
                Stored events of that version could not be read any more. Restore it; old versions cost nothing, and \
                the upcaster from them is the only way to the newest one.
                """),
        .publishedGap: Row(
            verdict: .error, purpose: "Versions are published in order.",
            explanation: """
                A version is published although one before it is not, so the lock file has lost a line. Restore it from \
                version control.
                """),
        .publishedUpcaster: Row(
            verdict: .error, purpose: "A published upcaster does not change its meaning unnoticed.",
            explanation: """
                Events that were replayed with the old upcaster have given other values to read models, decisions and \
                reports. If the change is right, acknowledge it with 'annals lock --acknowledge' and rebuild the read \
                models.
                """),
        .lockEdited: Row(
            verdict: .error, purpose: "A line of the lock file is as 'annals lock' wrote it.",
            explanation: """
                The fingerprint of the line is not that of its shape: somebody edited it. Restore the file from version \
                control.
                """),
        .lockOrphaned: Row(
            verdict: .warning, purpose: "A line of the lock file belongs to something in the schemas.",
            explanation: "Nothing depends on the line. 'annals lock' removes it."),
        .upcastFails: Row(
            verdict: .breaks, purpose: "An upcaster has a result for every valid payload of the version before.",
            explanation: """
                The event in the finding is valid at its version and cannot be read by the new code: every replay, every \
                aggregate and every read model would stop at it. Make the expression total.
                """),
        .upcastUnwritable: Row(
            verdict: .breaks, purpose: "An upcaster makes only numbers that JSON can write.",
            explanation: """
                Arithmetic with doubles can give an infinite or undefined number, which JSON has no text for. Bound the \
                operands in the schema of a new version, or handle the case in the expression.
                """),
        .upcastResult: Row(
            verdict: .breaks, purpose: "What an upcaster makes is valid at the new version.",
            explanation: """
                The event in the finding is valid at its version, and what the upcaster makes of it violates the \
                constraints of the new one. Handle the case in the expression, or loosen the constraint.
                """),
        .upcastCustom: Row(
            verdict: .unknown, purpose: "A custom step cannot be checked here.",
            explanation: """
                The step is a Swift function of your program. Test it there on events of every version, then \
                acknowledge it with 'annals lock --acknowledge'.
                """),
        .upcastDropped: Row(
            verdict: .warning, purpose: "Data that 'drop:' gives up is named.",
            explanation: """
                Stored events keep it, but no code that reads the new version sees it. The warning is gone once the \
                version is published.
                """),
        .upcastUnsampled: Row(
            verdict: .unknown, purpose: "Every version has payloads that the search can try.",
            explanation: """
                No valid payload was found, as with a pattern and a length that hardly any text satisfies together. \
                Whether upcasters work is not known then.
                """),
        .eventRetired: Row(
            verdict: .warning, purpose: "Data that a retired event gives up is named.",
            explanation: """
                Stored events keep it, but no code reads it any more. Say why that is right with 'because:'; the warning is \
                gone, too, once the retirement is published.
                """),
        .rulesUnsampled: Row(
            verdict: .warning, purpose: "The rules of an event can be satisfied.",
            explanation: """
                No payload was found that satisfies the rules of the newest version. Either they contradict each other, \
                and no such event can ever be appended, or payloads that satisfy them are too rare to be found by chance.
                """),
        .projectionChanged: Row(
            verdict: .warning, purpose: "A read model whose definition changed is rebuilt.",
            explanation: """
                Its rows were made by another definition. The runtime refuses to continue from a checkpoint of the old \
                one; rebuild the read model.
                """),
    ]
}
