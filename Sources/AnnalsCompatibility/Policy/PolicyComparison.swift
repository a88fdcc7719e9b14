import AnnalsDiagnostics
import AnnalsSchema

/// Compares what changes are held to now with what was published.
struct PolicyComparison {
    let schema: Schema
    let configuration: SchemaConfiguration
    let lock: LockFile

    /// What is held to less than before.
    func findings() -> [Finding] {
        let published = lock.policy
        let current = CompatibilityPolicy(schema, configuration)
        var findings: [Finding] = []
        if let lost = lost(published.mode, current.mode) {
            findings.append(
                lowered(
                    "the schemas were", published.mode, current.mode, lost, subject: CompatibilityPolicy.entryName,
                    at: configuration.compatibilityLocation))
        }
        for event in schema.events {
            // Nobody relies on an event that is not published.
            guard let name = event.storedNames.first(where: { lock.entry(.event, $0) != nil }) else { continue }
            // An event that states nothing, now or then, follows the others, of which it was said already.
            guard event.compatibility != nil || published.events[name] != nil else { continue }
            let (before, now) = (published.mode(name), current.mode(event.name))
            guard let lost = lost(before, now) else { continue }
            findings.append(
                lowered(
                    "\(event.name) was", before, now, lost, subject: event.name,
                    at: event.compatibilityLocation ?? event.location))
        }
        for rule in current.rulesOff.subtracting(published.rulesOff).sorted() {
            guard let setting = configuration.rules.last(where: { $0.rule == rule }),
                CompatibilityRule(rawValue: rule) != nil
            else { continue }
            findings.append(
                Finding(
                    .policyRuleOff, subject: CompatibilityPolicy.entryName,
                    "the rule \(rule) is switched off; it was on when the schemas were published",
                    at: setting.location, previous: place, place: rule,
                    suggestion: "remove the line, or accept the change with 'annals lock --acknowledge'"))
        }
        return findings
    }

    /// What was judged and is not any more; nil when that is nothing.
    private func lost(
        _ before: SchemaConfiguration.CompatibilityMode, _ now: SchemaConfiguration.CompatibilityMode
    ) -> JudgedPairs? {
        let lost = JudgedPairs(before).subtracting(JudgedPairs(now))
        return lost.isEmpty ? nil : lost
    }

    private func lowered(
        _ subjects: String, _ before: SchemaConfiguration.CompatibilityMode,
        _ now: SchemaConfiguration.CompatibilityMode, _ lost: JudgedPairs, subject: String,
        at location: SourceLocation?
    ) -> Finding {
        Finding(
            .policyLowered, subject: subject,
            "\(subjects) published with the mode \(before.rawValue), which is \(now.rawValue) now",
            at: location ?? place, previous: location == nil ? nil : place,
            details: lost.words.map { "not checked any more: \($0)" },
            suggestion: "say 'compatibility: \(before.rawValue)', or accept the change with "
                + "'annals lock --acknowledge'")
    }

    private var place: SourceLocation? {
        lock.entry(.policy, CompatibilityPolicy.entryName).flatMap(lock.place)
    }
}
