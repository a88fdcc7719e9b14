extension CompatibilityRule {
    /// The rules about what was published, and about the file that says so.
    static let published: [CompatibilityRule: Row] = [
        .publishedChanged: Row(
            verdict: .error, title: "Published version changed",
            purpose: "A published version never changes its shape.",
            explanation: """
                Events are stored with the number of the version that they were written with. When the shape behind a \
                number changes, what is stored no longer is what the number says.
                """,
            advice: "Restore the version as it was published and write the change as a new version with an upcaster.",
            example: (
                "1: { fields: { total: { type: int, maximum: 20 } } }    # published with maximum: 10",
                "1: { fields: { total: { type: int, maximum: 10 } } }\n2: { fields: { total: { type: int, maximum: 20 } } }"
            )),
        .publishedRemoved: Row(
            verdict: .error, title: "Published version removed",
            purpose: "A published version or event never disappears.",
            explanation: """
                Stored events of that version could not be read any more. Old versions cost nothing, and the upcaster \
                from them is the only way to the newest one.
                """,
            advice: """
                Restore it. An event that has another name now keeps the old one under 'formerly:', and one that has \
                ended stays with 'retired:'.
                """,
            example: (
                "events:\n  OrderPlaced: …    # was OrderCreated", "events:\n  OrderPlaced:\n    formerly: OrderCreated"
            )
        ),
        .publishedGap: Row(
            verdict: .error, title: "Gap between published versions", purpose: "Versions are published in order.",
            explanation: "A version is published although one before it is not, so the lock file has lost a line.",
            advice: "Restore the line from version control.",
            example: (
                "event OrderPlaced 1 …\nevent OrderPlaced 3 …",
                "event OrderPlaced 1 …\nevent OrderPlaced 2 …\nevent OrderPlaced 3 …"
            )),
        .publishedUpcaster: Row(
            verdict: .error, title: "Published upcaster changed",
            purpose: "A published upcaster does not change its meaning unnoticed.",
            explanation: """
                Events that were replayed with the old upcaster have given other values to read models, decisions and \
                reports.
                """,
            advice: """
                Restore it. If the change is right, acknowledge it with 'annals lock --acknowledge' and rebuild the \
                read models.
                """,
            example: (
                "upcast: { cents: old.amount * 10 }    # published with * 100", "upcast: { cents: old.amount * 100 }"
            )),
        .streamMoved: Row(
            verdict: .error, title: "Published events looked for elsewhere",
            purpose: "The events of an aggregate stay in its streams.",
            explanation: """
                The name of the aggregate is part of the names of its streams. When an aggregate has another name, or an \
                event another aggregate, what is stored stays in the old streams, and nothing that loads the new ones \
                finds it.
                """,
            advice: """
                Keep the name, and the event where it is. Else move what is stored when the change is deployed, and accept \
                it with 'annals lock --acknowledge'.
                """,
            example: (
                "aggregates:\n  Purchase: { id: { orderId: uuid } }    # was Order",
                "aggregates:\n  Order: { id: { orderId: uuid } }"
            )),
        .streamIdentity: Row(
            verdict: .error, title: "Key of published streams changed",
            purpose: "What identifies an aggregate stays the same.",
            explanation: """
                The text of the id is part of the names of the streams. With another field as the id, they have other \
                names, so that stored streams are not found.
                """,
            advice: """
                Restore the field. Else move what is stored when the change is deployed, and accept it with 'annals lock \
                --acknowledge'.
                """,
            example: ("id: { invoiceId: uuid }    # was orderId", "id: { orderId: uuid }")),
        .lockEdited: Row(
            verdict: .error, title: "Lock file edited by hand",
            purpose: "A line of the lock file is as 'annals lock' wrote it.",
            explanation: "The fingerprint of the line is not that of its shape: somebody edited it.",
            advice: "Restore the file from version control; only 'annals lock' writes it.",
            example: (
                "event A 1 3d23… - annals-1 {\"fields\":{}}    # 3d23… is not the fingerprint of the shape",
                "git checkout origin/main -- schemas/annals.lock"
            )),
        .lockOrphaned: Row(
            verdict: .warning, title: "Line of the lock file without a declaration",
            purpose: "A line of the lock file belongs to something in the schemas.",
            explanation: "Nothing depends on the line.", advice: "'annals lock' removes it.",
            example: ("type Address 1 …    # no schema declares Address", "annals lock")),
        .projectionChanged: Row(
            verdict: .warning, title: "Read model has to be rebuilt",
            purpose: "A read model whose definition changed is rebuilt.",
            explanation: """
                Its rows were made by another definition. The runtime refuses to continue from a checkpoint of the old \
                one.
                """,
            advice: "Rebuild the read model when the change is deployed; 'annals lock' records the new definition.",
            example: ("OrderPlaced: { upsert: { count: row.count + 1 } }    # was + 2", "annals lock, then rebuild")),
        .eventRetired: Row(
            verdict: .warning, title: "Retired event gives up data",
            purpose: "Data that a retired event gives up is named.",
            explanation: """
                Stored events keep it, but no code reads it any more. The warning is gone, too, once the retirement is \
                published.
                """,
            advice: "Say why that is right with 'because:'.",
            example: ("retired: {}", "retired: { because: The feature never left the trial. }")),
    ]
}
