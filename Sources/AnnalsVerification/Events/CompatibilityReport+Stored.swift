public import AnnalsCompatibility

extension CompatibilityReport {
    /// The report with what each finding means for events that are stored.
    public func noting(_ stored: VerificationReport) -> CompatibilityReport {
        var report = self
        for position in report.findings.indices {
            let finding = report.findings[position]
            guard report.subjects.contains(where: { $0.name == finding.subject }) else { continue }
            report.findings[position].details.append(stored.sentence(about: finding))
        }
        return report
    }
}

extension VerificationReport {
    /// What is stored of the event that a finding is about.
    fileprivate func sentence(about finding: Finding) -> String {
        let own = sorted.filter { ($0.tally.event ?? $0.key.type) == finding.subject }
        guard let step = finding.step else {
            let versions = own.map {
                "\(CompatibilityReport.count($0.tally.count, "event")) of version \($0.key.version)"
            }
            return versions.isEmpty ? "no event of it is stored" : "stored: \(versions.joined(separator: ", "))"
        }
        let old = own.filter { $0.key.version <= step.from }
        let count = old.reduce(0) { $0 + $1.tally.count }
        guard count > 0 else { return "no stored event takes this step" }
        let taking = "\(CompatibilityReport.count(count, "stored event")) \(count == 1 ? "takes" : "take") this step"
        let failed = old.reduce(0) { $0 + ($1.tally.failedAt[step.to] ?? 0) }
        let first = old.flatMap(\.tally.failures).filter { $0.version == step.to }.map(\.position).min()
        guard failed > 0, let first else { return "\(taking), and none fails there" }
        return failed == 1
            ? "\(taking), and the one at position \(first) fails there"
            : "\(taking), and \(failed) of them fail there, the first at position \(first)"
    }
}
