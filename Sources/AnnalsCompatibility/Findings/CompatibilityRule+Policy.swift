extension CompatibilityRule {
    /// The rules about the rules: what is held to less than before, and what is excused.
    static let policy: [CompatibilityRule: Row] = [
        .policyLowered: Row(
            verdict: .error, title: "Compatibility mode lowered",
            purpose: "A weaker compatibility mode is a change like any other, and seen in review.",
            explanation: """
                The mode in the schemas promises less than the one that was published. Lowering it in the same change \
                that needs it is the easiest way around every check.
                """,
            advice: "Restore the mode. If less is enough from now on, accept it with 'annals lock --acknowledge'.",
            example: ("compatibility: NONE    # published with FULL", "compatibility: FULL")),
        .policyRuleOff: Row(
            verdict: .error, title: "Rule switched off",
            purpose: "A rule that is switched off is a change like any other, and seen in review.",
            explanation: "The configuration switches off a rule that was on when the schemas were published.",
            advice: """
                Excuse single findings with 'suppress:' beside what they are about. If the rule is of no use here, accept \
                it with 'annals lock --acknowledge'.
                """,
            example: (
                "rules: { upcast.dropped: off }",
                "suppress: [{ rule: upcast.dropped, reason: Nobody ever wrote it. }]"
            )),
        .suppressionUnused: Row(
            verdict: .warning, title: "Suppression excuses nothing", purpose: "Every suppression excuses something.",
            explanation: """
                What it excused is gone, or its rule or version is mistyped. Left there, it would excuse the next \
                finding of the kind, which nobody has looked at.
                """,
            advice: "Remove it.",
            example: (
                "suppress: [{ rule: upcast.droped, reason: … }]", "suppress: [{ rule: upcast.dropped, reason: … }]"
            )),
        .suppressionExpired: Row(
            verdict: .error, title: "Suppression has expired", purpose: "A suppression with an end ends.",
            explanation: "The day under 'until:' is over, and the suppression excuses nothing any more.",
            advice: "Mend what it excused, or give it a later day with a reason that still holds.",
            example: (
                "suppress: [{ rule: upcast.custom, reason: Tested by hand., until: 2020-01-31 }]", "remove it"
            )),
        .suppressionRefused: Row(
            verdict: .error, title: "Suppression of what is never allowed",
            purpose: "What is never allowed cannot be excused.",
            explanation: """
                A published version that changed, or a lock file that was edited, makes stored events unreadable or \
                wrong, whatever the reason.
                """,
            advice: "Do what the finding suggests, and remove the suppression.",
            example: ("suppress: [{ rule: published.changed, reason: … }]", "write the change as a new version")),
    ]
}
