extension CompatibilityRule {
    /// The rules about what upcasters lose, and what they add that was never recorded.
    static let losses: [CompatibilityRule: Row] = [
        .upcastDropped: Row(
            verdict: .warning, title: "Data is dropped", purpose: "Data that 'drop:' gives up is named.",
            explanation: """
                Stored events keep it, but no code that reads the new version sees it. The warning is gone once the \
                version is published.
                """,
            advice: "Keep the field if anybody needs it; else publish the version with 'annals lock'.",
            example: ("2: { fields: { id: uuid }, drop: [note] }", "2: { fields: { id: uuid, note: string? } }")),
        .upcastPrecision: Row(
            verdict: .warning, title: "Precision is lost", purpose: "Numbers and times keep their digits.",
            explanation: """
                Two values of the old version become the same in the new one, because a conversion rounds: a double \
                keeps 53 bits of a whole number, and an int no fraction. Stored events keep theirs, but no code that \
                reads the new version sees them. The warning is gone once the version is published.
                """,
            advice: """
                Keep a type that holds every old value, such as decimal. If the values in the finding never occur, excuse \
                it with 'suppress'.
                """,
            example: (
                "2: { fields: { total: double } }    # version 1: int",
                "1: { fields: { total: { type: int, maximum: 9007199254740992, minimum: 0 } } }"
            )),
        .upcastMerges: Row(
            verdict: .warning, title: "Different events become the same",
            purpose: "Events that differ still differ after their upcaster.",
            explanation: """
                The two events in the finding are different at their version and the same at the next one: what told \
                them apart is lost, although every field is read. What 'drop:' names does not count. The warning is gone \
                once the version is published.
                """,
            advice: """
                Keep what tells them apart in a field of the new version. If nobody needs it, excuse the finding with \
                'suppress'.
                """,
            example: ("upcast: { name: old.name.trim() }", "upcast: { name: old.name }")),
        .upcastInvented: Row(
            verdict: .warning, title: "History is invented",
            purpose: "What was never recorded is not made up without a reason.",
            explanation: """
                The field has the same value for every older event, a constant or its default, although none of them \
                says so. Whoever reads it later cannot tell it from what was recorded. The warning is gone once the \
                version is published.
                """,
            advice: "Say with 'because:' why the value is right for all of them, or make the field optional.",
            example: (
                "upcast: { currency: \"'EUR'\" }",
                "upcast: { currency: { value: \"'EUR'\", because: All shops were in the euro zone. } }"
            )),
    ]
}
