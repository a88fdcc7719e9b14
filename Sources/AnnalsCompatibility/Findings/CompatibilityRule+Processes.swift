extension CompatibilityRule {
    /// The rules about process managers and their commands.
    static let processes: [CompatibilityRule: Row] = [
        .commandChanged: Row(
            verdict: .breaks, title: "Command in the outbox cannot be read",
            purpose: "A command that waits in an outbox can be read after a change.",
            explanation: """
                A command is stored as it was emitted and read when it is delivered, perhaps by a program with newer \
                schemas. It has no versions and no upcaster. One that cannot be read is parked after some tries, and later \
                commands of its process wait for it.
                """,
            advice: """
                Give a field that is added a default, and do not narrow one that is there. Else deliver all commands before \
                the change is deployed, and accept it with 'annals lock --acknowledge'.
                """,
            example: (
                "RequestPayment: { fields: { orderId: uuid, currency: string } }    # currency is new",
                "RequestPayment: { fields: { orderId: uuid, currency: { type: string, default: EUR } } }"
            )),
        .commandRemoved: Row(
            verdict: .breaks, title: "Command in the outbox has no declaration",
            purpose: "A command that waits in an outbox keeps its declaration, and the process that emits it.",
            explanation: """
                A dispatcher knows the commands that its process emits. One of another type, from the time before a change, \
                is parked after some tries, and later commands of its process wait for it.
                """,
            advice: """
                Keep the command, and an 'emit' of it, until all of them are delivered. Then accept the change with \
                'annals lock --acknowledge'.
                """,
            example: (
                "commands:\n  AskForPayment: …    # was RequestPayment", "commands:\n  RequestPayment: …"
            )),
        .processRemoved: Row(
            verdict: .breaks, title: "Process with open ends removed",
            purpose: "A process manager is there until what it has begun has ended.",
            explanation: """
                Nobody lets the timeouts of its processes fire or delivers its commands any more, and another process under \
                a new name begins with events, not with the states and the outbox of the old one.
                """,
            advice: """
                Keep it without starting handlers until its last process has ended; 'annals processes status' shows how \
                many there are. Accept what is given up with 'annals lock --acknowledge'.
                """,
            example: (
                "processes:\n  Fulfilment: …    # was OrderFulfilment", "processes:\n  OrderFulfilment: …"
            )),
        .processChanged: Row(
            verdict: .warning, title: "States of a process have to be made anew",
            purpose: "A process manager whose states follow from its events in another way is rebuilt.",
            explanation: """
                Its states were made by another definition, which the runtime refuses to continue. They are made anew from \
                the events, and emit nothing for events that were handled before.
                """,
            advice: """
                Let the runner rebuild it ('ifDefinitionChanged: .rebuild') when the change is deployed; 'annals lock' \
                records the new definition.
                """,
            example: (
                "after: { payment: \"duration('24h')\" }    # was 72h",
                "annals lock, then run(ifDefinitionChanged: .rebuild)"
            )),
    ]
}
