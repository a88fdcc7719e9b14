import AnnalsDiagnostics
import AnnalsSchema
import AnnalsValues

/// Takes the findings that are excused beside the things that they are about out of a list, and finds the excuses that
/// excuse nothing.
struct SuppressionPass {
    let schema: Schema
    /// The day on which the check is made; nil leaves all suppressions in force.
    let today: CalendarDate?

    struct Result {
        var findings: [Finding] = []
        var suppressed: [SuppressedFinding] = []
    }

    func apply(to findings: [Finding]) -> Result {
        let stated =
            schema.events.flatMap { event in event.suppressions.map { Stated(event.name, $0) } }
            + schema.types.flatMap { type in type.suppressions.map { Stated(type.name, $0) } }
            + schema.projections.flatMap { projection in projection.suppressions.map { Stated(projection.name, $0) } }
        guard !stated.isEmpty else { return Result(findings: findings) }
        let bySubject = Dictionary(grouping: stated, by: \.subject)
        var result = Result()
        var used: Set<Suppression> = []
        var missed: Set<Suppression> = []
        for finding in findings {
            let excuses = (bySubject[finding.subject] ?? []).map(\.suppression).filter { isMeant($0, finding) }
            missed.formUnion(excuses.filter(isExpired))
            guard let excuse = excuses.first(where: { !isExpired($0) }) else {
                result.findings.append(finding)
                continue
            }
            used.insert(excuse)
            result.suppressed.append(SuppressedFinding(finding, excuse))
        }
        for stated in stated where !used.contains(stated.suppression) {
            result.findings.append(
                idle(
                    stated, isMissed: missed.contains(stated.suppression),
                    near: near(stated, findings)))
        }
        return result
    }

    /// A suppression and the name of what it stands beside.
    private struct Stated {
        let subject: String
        let suppression: Suppression

        init(_ subject: String, _ suppression: Suppression) {
            self.subject = subject
            self.suppression = suppression
        }
    }

    private func isMeant(_ suppression: Suppression, _ finding: Finding) -> Bool {
        suppression.rule == finding.rule.rawValue && finding.rule.canBeSuppressed
            && (suppression.version == nil || suppression.version == finding.version)
    }

    /// The version of a finding that a suppression would excuse if it named that version.
    private func near(_ stated: Stated, _ findings: [Finding]) -> Int? {
        guard let version = stated.suppression.version else { return nil }
        return findings.lazy.filter { $0.subject == stated.subject && $0.rule.rawValue == stated.suppression.rule }
            .compactMap(\.version).first { $0 != version }
    }

    private func isExpired(_ suppression: Suppression) -> Bool {
        guard let today, let until = suppression.until else { return false }
        return until < today
    }

    /// What is wrong with a suppression that excuses nothing.
    ///
    /// - Parameters:
    ///   - isMissed: Whether there is a finding that it would excuse if it were in force.
    ///   - near: The version of a finding that it would excuse but for the version.
    private func idle(_ stated: Stated, isMissed: Bool, near: Int?) -> Finding {
        let (subject, suppression) = (stated.subject, stated.suppression)
        let version = suppression.version.map { " version \($0)" } ?? ""
        func finding(_ rule: CompatibilityRule, _ message: String, _ suggestion: String?) -> Finding {
            Finding(
                rule, subject: subject, message, at: suppression.location, version: suppression.version,
                place: suppression.rule, suggestion: suggestion)
        }
        guard let rule = CompatibilityRule(rawValue: suppression.rule) else {
            return finding(
                .suppressionUnused, "there is no rule '\(suppression.rule)' that could be excused",
                CompatibilityRule.suggestion(for: suppression.rule))
        }
        guard rule.canBeSuppressed else {
            return finding(
                .suppressionRefused, "'\(suppression.rule)' is about what is never allowed and cannot be excused",
                "remove the suppression")
        }
        if isMissed, let until = suppression.until {
            return finding(
                .suppressionExpired,
                "the suppression of \(suppression.rule) for \(subject)\(version) ended with \(until)",
                "mend what it excused, or give it a later day")
        }
        return finding(
            .suppressionUnused, "there is no finding \(suppression.rule) for \(subject)\(version) to excuse",
            near.map { "did you mean 'version: \($0)'?" } ?? "remove the suppression")
    }
}
