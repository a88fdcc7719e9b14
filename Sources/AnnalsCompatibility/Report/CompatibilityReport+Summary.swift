import AnnalsSchema

extension CompatibilityReport {
    /// One line about the whole report, without line break: the answer, what it is about, and what was decided and what
    /// was only searched.
    public var summary: String {
        let warnings = findings.count - failures.count
        let found = [
            failures.isEmpty ? nil : CompatibilityReport.count(failures.count, "finding"),
            warnings == 0 ? nil : CompatibilityReport.count(warnings, "warning"),
            suppressed.isEmpty ? nil : "\(suppressed.count) suppressed",
        ].compactMap(\.self).joined(separator: ", ")
        let scope = [
            CompatibilityReport.count(subjects.count, "event"),
            CompatibilityReport.count(subjects.reduce(0) { $0 + $1.versions }, "version"),
        ].joined(separator: ", ")
        let headline =
            failures.isEmpty
            ? "compatible" + (found.isEmpty ? "" : " with \(found)") : "not compatible: \(found)"
        let parts = [
            "\(headline)\(failures.isEmpty ? ":" : " in") \(scope)", decided, searched, store, unpublished, compared,
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }

    /// What is certain.
    private var decided: String? {
        let published = subjects.reduce(0) { $0 + max(0, $1.versions - $1.drafts.count) }
        let upcast = subjects.reduce(0) { $0 + $1.decided.count }
        let parts = [
            published == 0 ? nil : CompatibilityReport.count(published, "published shape"),
            upcast == 0 ? nil : "the upcasters from \(CompatibilityReport.count(upcast, "old version"))",
        ].compactMap(\.self)
        return parts.isEmpty ? nil : "decided: \(parts.joined(separator: ", "))"
    }

    /// What nothing was found against.
    private var searched: String? {
        let payloads = subjects.reduce(0) { $0 + $1.payloads }
        let versions = subjects.reduce(0) { $0 + $1.searched.count }
        let from = versions == 0 ? "" : " from \(CompatibilityReport.count(versions, "old version"))"
        return payloads == 0
            ? nil : "searched: \(CompatibilityReport.count(payloads, "payload")) through the upcasters\(from)"
    }

    private var store: String? {
        rebuilds.isEmpty ? nil : "STORE: \(CompatibilityReport.count(rebuilds.count, "read model")) to rebuild"
    }

    private var unpublished: String? {
        hasLock ? nil : "nothing is published yet: 'annals lock' does that"
    }

    private var compared: String? { baseline.map { "compared with \($0)" } }

    /// `1 event`, `18,000 payloads`.
    package static func count(_ number: Int, _ noun: String) -> String {
        var digits = String(number)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return "\(digits) \(noun)\(number == 1 ? "" : "s")"
    }
}

extension CompatibilityReport.Subject {
    /// The verdict for people: that nothing was found is not that there is nothing.
    var words: String { verdict == .safe && !searched.isEmpty ? "searched" : verdict.words }

    /// What is to be said of it beside its verdict, such as `2 versions` and `2,000 payloads tried`.
    var facts: [String] {
        var facts = [versions == 0 ? "gone" : CompatibilityReport.count(versions, "version")]
        if mode != SchemaConfiguration().compatibility { facts.append(mode.rawValue) }
        if !drafts.isEmpty { facts.append("draft: \(drafts.map(String.init).joined(separator: ", "))") }
        if !decided.isEmpty {
            facts.append("decided from \(decided.sorted().map(String.init).joined(separator: ", "))")
        }
        if let readableBy, readableBy < versions { facts.append("readable from version \(readableBy) on") }
        if payloads > 0 { facts.append("\(CompatibilityReport.count(payloads, "payload")) tried") }
        if !source.isEmpty { facts.append("SOURCE: \(CompatibilityReport.count(source.count, "change"))") }
        return facts
    }
}

extension CompatibilityReport {
    /// The findings, each with a fingerprint that no other one of the report has: programs show two findings with one
    /// fingerprint as one.
    var identified: [(finding: Finding, fingerprint: String)] {
        var counts: [String: Int] = [:]
        return findings.map { finding in
            let fingerprint = finding.fingerprint
            let count = (counts[fingerprint] ?? 0) + 1
            counts[fingerprint] = count
            return (finding, count == 1 ? fingerprint : "\(fingerprint)-\(count)")
        }
    }
}
