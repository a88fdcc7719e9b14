public import AnnalsCompatibility
public import AnnalsDiagnostics
public import AnnalsSchema

/// `annals check --fix`: the smallest legal next step where a published version was edited.
///
/// The published text comes back, what stands there now becomes the next version, and what its step loses is stated under
/// `drop:`. No value is ever invented, and nothing is taken that does not load or that the check still refuses.
public struct CheckFixes: Sendable {
    /// The files as they would be; those that stay the same are not among them.
    public private(set) var files: [EditedFile] = []
    /// What was done, a sentence without full stop for each.
    public private(set) var steps: [String] = []
    /// What has no certain fix, a sentence without full stop for each.
    public private(set) var left: [String] = []
    /// The files in the state that ``rest`` is about.
    public private(set) var reached: [SchemaSource]
    /// What keeps the fixed files from loading; nothing is written then.
    public private(set) var rest = Diagnostics()

    /// Fixes what can be fixed, one version after the other.
    ///
    /// - Parameters:
    ///   - report: What the check found.
    ///   - published: The files as they were published.
    ///   - check: The same check of changed files.
    public init(
        _ report: CompatibilityReport, in sources: [SchemaSource], published: [SchemaSource],
        check: (Schema) -> CompatibilityReport
    ) {
        reached = sources
        var report = report
        var tried: Set<String> = []
        while let target = CheckFixes.target(report, reached, tried) {
            tried.insert(target.fingerprint)
            guard var fixed = fix(target, published) else { continue }
            guard let schema = loaded(&fixed) else { return }
            let next = check(schema)
            guard !next.findings.contains(where: { $0.fingerprint == target.fingerprint }) else {
                left.append("\(target.message): its text at the baseline is not what was published")
                continue
            }
            steps += fixed.steps
            reached = fixed.sources
            report = next
        }
        let known = Set(left)
        left += report.failures.filter { !tried.contains($0.fingerprint) }.map {
            "\($0.message)\($0.suggestion.map { ": \($0)" } ?? "")"
        }.filter { !known.contains($0) }
        files = zip(sources, reached).filter { $0.bytes != $1.bytes }.map {
            EditedFile(path: $1.path, text: String(decoding: $1.bytes, as: UTF8.self))
        }
    }

    private struct Fixed {
        var sources: [SchemaSource]
        var steps: [String]
    }

    /// The next version to bring back. Types come first: events that have them inside change with them.
    private static func target(
        _ report: CompatibilityReport, _ sources: [SchemaSource], _ tried: Set<String>
    ) -> Finding? {
        let changed = report.findings.filter { $0.rule == .publishedChanged && !tried.contains($0.fingerprint) }
        let events = Set(report.subjects.map(\.name))
        return changed.first { !events.contains($0.subject) } ?? changed.first
    }

    private mutating func fix(_ finding: Finding, _ published: [SchemaSource]) -> Fixed? {
        guard let version = finding.version else { return nil }
        var diagnostics = Diagnostics()
        guard
            let edits = NewVersion.edits(
                restoring: finding.subject, version: version, in: reached, published: published,
                diagnostics: &diagnostics)
        else {
            left.append("\(finding.message): \(diagnostics.all.first?.message ?? "there is no text to restore")")
            return nil
        }
        let step =
            "\(finding.subject)@\(version) is as it was published; what stood there is \(finding.subject)@\(edits.number)"
        return Fixed(
            sources: EditedFile.replacing(SourceEdit.apply(edits.edits, to: reached), in: reached), steps: [step])
    }

    /// The schema with what its new steps lose stated; nil when it does not load even then.
    private mutating func loaded(_ fixed: inout Fixed) -> Schema? {
        let losses = SchemaFixes(fixed.sources)
        fixed.sources = EditedFile.replacing(losses.files, in: fixed.sources)
        fixed.steps += losses.steps
        rest = Diagnostics()
        let schema = SchemaLoader.load(fixed.sources, diagnostics: &rest)
        guard let schema, !rest.hasErrors else {
            steps += fixed.steps
            reached = fixed.sources
            return nil
        }
        return schema
    }
}
