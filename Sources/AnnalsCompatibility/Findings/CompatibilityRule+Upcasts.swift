extension CompatibilityRule {
    /// The rules about old events in new code, and about new events in old code.
    static let upcasts: [CompatibilityRule: Row] = [
        .upcastFails: Row(
            verdict: .breaks, title: "Upcaster fails on a valid event",
            purpose: "An upcaster has a result for every valid payload of the version before.",
            explanation: """
                The event in the finding is valid at its version and cannot be read by the new code: every replay, every \
                aggregate and every read model would stop at it.
                """,
            advice: "Make the expression total: 'annals totality' shows the form that each operation has.",
            example: ("upcast: { days: 100 / old.weeks }", "upcast: { days: \"old.weeks > 0 ? 100 / old.weeks : 0\" }")),
        .upcastUnwritable: Row(
            verdict: .breaks, title: "Upcaster makes a number that JSON cannot write",
            purpose: "An upcaster makes only numbers that JSON can write.",
            explanation:
                "Arithmetic with doubles can give an infinite or undefined number, which JSON has no text for.",
            advice: "Bound the operands in the schema of a new version, or handle the case in the expression.",
            example: (
                "upcast: { mean: old.sum * 1e300 }", "upcast: { mean: \"old.sum > 1e8 ? 1e308 : old.sum * 1e300\" }"
            )),
        .upcastResult: Row(
            verdict: .breaks, title: "Upcaster makes an invalid event",
            purpose: "What an upcaster makes is valid at the new version.",
            explanation: """
                The event in the finding is valid at its version, and what the upcaster makes of it violates the \
                constraints of the new one.
                """,
            advice: "Handle the case in the expression, or loosen the constraint.",
            example: (
                "2: { fields: { name: { type: string, minLength: 1 } } }    # version 1 has no minLength",
                "upcast: { name: \"size(old.name) == 0 ? 'unknown' : old.name\" }"
            )),
        .upcastCustom: Row(
            verdict: .unknown, title: "Custom step is not checked", purpose: "A custom step cannot be checked here.",
            explanation: "The step is a Swift function of your program, which the checker cannot run.",
            advice: """
                Test it there on events of every version, then acknowledge it with 'annals lock --acknowledge'. An \
                expression instead would be checked.
                """,
            example: ("upcast: { cents: custom }", "upcast: { cents: old.amount * 100 }")),
        .upcastUnsampled: Row(
            verdict: .unknown, title: "No event to try the upcasters on",
            purpose: "Every version has payloads that the search can try.",
            explanation: """
                No valid payload was found, as with a pattern and a length that hardly any text satisfies together. \
                Whether upcasters work is not known then.
                """,
            advice: "Look whether the constraints contradict each other; simplify the pattern if they do not.",
            example: (
                "code: { type: string, pattern: '^a{40}$', maxLength: 39 }",
                "code: { type: string, pattern: '^a{40}$' }"
            )),
        .upcastUnfinished: Row(
            verdict: .unknown, title: "Search was not finished",
            purpose: "A search tries all that it was meant to try.",
            explanation: """
                Time was up before all payloads were tried. What was found is true, but that nothing else was found says \
                less than it seems to.
                """,
            advice: "Give the search more time with '--time-limit SECONDS', or try fewer payloads with '--samples'.",
            example: ("annals check --time-limit 1", "annals check --time-limit 600")),
        .rulesUnsampled: Row(
            verdict: .warning, title: "No event satisfies the rules",
            purpose: "The rules of an event can be satisfied.",
            explanation: """
                No payload was found that satisfies the rules of the newest version. Either they contradict each other, \
                and no such event can ever be appended, or payloads that satisfy them are too rare to be found by chance.
                """,
            advice: "Test the rules with 'annals validate' on a payload that they should accept.",
            example: (
                "rules: [{ id: order, expression: this.low > this.high && this.low < this.high }]",
                "rules: [{ id: order, expression: this.low <= this.high }]"
            )),
        .forwardBreaks: Row(
            verdict: .breaks, title: "Old code refuses new events",
            purpose: "Under FORWARD and FULL, programs with an older version read what new code writes.",
            explanation: """
                During a rolling deployment, old processes meet events of the new version. The one in the finding is \
                valid at the new version, and readers of the older one refuse it. Readers ignore fields that they do not \
                know and fill absent ones with their defaults.
                """,
            advice: """
                Add fields instead of changing or removing them, and loosen no constraint. If old code never meets new \
                events, say 'compatibility: BACKWARD_TRANSITIVE'.
                """,
            example: (
                "2: { fields: { count: { type: int, maximum: 20 } } }    # version 1 has maximum: 10",
                "compatibility: BACKWARD_TRANSITIVE"
            )),
        .forwardRenamed: Row(
            verdict: .breaks, title: "Old code does not know the new name",
            purpose: "Under FORWARD and FULL, programs that know an event find it under the name that they know.",
            explanation: """
                'formerly:' lets new code read what was stored under the old name. Old code meets new events under the new \
                name, which it has never heard of.
                """,
            advice: """
                Keep the name that is stored, and give the event another one in Swift when that is what was meant. If old \
                code never meets new events, say 'compatibility: BACKWARD_TRANSITIVE'.
                """,
            example: (
                "OrderPlaced: { formerly: OrderCreated, compatibility: FULL }",
                "OrderPlaced: { formerly: OrderCreated, compatibility: BACKWARD_TRANSITIVE }"
            )),
        .forwardUnknown: Row(
            verdict: .unknown, title: "Whether old code reads new events is not known",
            purpose: "Under FORWARD and FULL, it is shown that older versions read what new code writes.",
            explanation: """
                No event was found that an older version refuses, but that there is none was not shown either: rules \
                across fields are only tried, and some patterns are too large to be compared.
                """,
            advice: """
                Keep the pattern or rule of the older version, or suppress the finding at the event with the reason why \
                it holds.
                """,
            example: (
                "code: { type: string, pattern: '^[A-Z]+$' }    # version 1 has '^[A-Z0-9]+$'",
                "code: { type: string, pattern: '^[A-Z0-9]+$' }"
            )),
    ]
}
