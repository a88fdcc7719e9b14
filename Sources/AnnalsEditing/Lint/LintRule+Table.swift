extension LintRule {
    static let rows: [LintRule: Row] = [
        .eventName: Row(
            purpose: "The name of an event is written in capitals and small letters: OrderPlaced.",
            explanation: """
                The name of an event is its type on the wire and in Swift, for as long as the events are stored. \
                'formerly:' keeps what is stored readable when it is renamed.
                """,
            example: ("events:\n  Order_placed: …", "events:\n  OrderPlaced: …")),
        .eventTense: Row(
            purpose: "The name of an event says what has happened.",
            explanation: """
                An event is a fact of the past; a name like CreateOrder reads as a command that may still be refused. \
                The rule knows words that end with -ed and the common irregular ones.
                """,
            example: ("events:\n  CreateOrder: …", "events:\n  OrderCreated: …")),
        .typeName: Row(
            purpose:
                "The names of types, aggregates, projections, commands and processes are written like Swift types.",
            explanation:
                "They are the names of Swift types. They are not stored, so that a rename breaks nothing stored.",
            example: ("types:\n  Postal_address: …", "types:\n  PostalAddress: …")),
        .fieldName: Row(
            purpose: "The name of a field begins with a small letter and has no underscores: zipCode.",
            explanation: """
                The name of a field is its key on the wire. A name that the wire has to keep gets 'name:' for Swift, and \
                the rule is silent. Only newest versions are looked at: published ones cannot change.
                """,
            example: ("fields:\n  zip_code: string", "fields:\n  zipCode: string")),
        .enumStyle: Row(
            purpose: "The values of an enum are written in one way.",
            explanation: """
                Values are stored as they are written. Whoever reads them by other means stumbles over an enum that \
                has credit_card beside bankTransfer.
                """,
            example: ("enum: [credit_card, bankTransfer]", "enum: [credit_card, bank_transfer]")),
        .description: Row(
            purpose: "Events, types, aggregates, projections, commands and processes say what they are.",
            explanation: """
                The description becomes the documentation of the Swift type and of the exported JSON Schema. It is read by \
                those who meet the event years later.
                """,
            example: (
                "OrderPlaced:\n  aggregate: Order",
                "OrderPlaced:\n  description: A customer placed an order.\n  aggregate: Order"
            )),
        .unchangedVersion: Row(
            purpose: "A version differs from the one before.",
            explanation: """
                A version with the same shape and the same values is only another number that every reader has to know. \
                Change it or remove it before it is published.
                """,
            example: (
                "versions:\n  1: { fields: { id: uuid } }\n  2: { fields: { id: uuid } }",
                "versions:\n  1: { fields: { id: uuid } }\n  2: { fields: { id: uuid, note: string? } }"
            )),
        .noFields: Row(
            purpose: "A struct or an event has fields.",
            explanation: """
                A struct without fields holds nothing; as an alternative of a union it is fine, and the rule is silent. An \
                event without fields cannot say what it belongs to.
                """,
            example: ("types:\n  Nothing: { fields: {} }", "types:\n  Note: { fields: { text: string } }")),
        .unusedType: Row(
            purpose: "Every type is part of an event, a state or a read model.",
            explanation: """
                Nothing that is stored or read has such a type, directly or inside another. It is left over, or a \
                reference to it was forgotten.
                """,
            example: ("types:\n  Adress: …    # no field has this type", "remove it")),
        .sameAlternatives: Row(
            purpose: "The alternatives of a union differ in more than their tag.",
            explanation: """
                Two alternatives with the same shape can be told apart by nothing but the tag. One struct with an \
                enum says the same, and a value with the wrong tag would never be noticed.
                """,
            example: (
                "union: { home: Address, work: Address }",
                "fields: { kind: AddressKind, address: Address }"
            )),
        .storedPosition: Row(
            purpose: "Rows and states do not depend on where in the log an event stands.",
            explanation: """
                Everything that a handler reads is the same on every replay, but for the position, which is another one \
                when events are exported and imported into another store. Rows and states that have it are then others. \
                Within one store it never changes, so that it is fine where events never leave it.
                """,
            example: ("upsert: { last: meta.position }", "upsert: { last: meta.id, at: meta.time }")),
        .noRows: Row(
            purpose: "A read model has a handler that makes rows.",
            explanation: """
                Update and delete change rows that are there, and no other handler makes one: the table stays empty, and \
                events are handled for nothing. The event with which a row begins needs an upsert.
                """,
            example: (
                "on:\n  OrderPaid: { update: { paid: true } }", "on:\n  OrderPlaced: { upsert: {} }\n  OrderPaid: …"
            )),
    ]
}
