import AnnalsDiagnostics
public import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Prints reports as JSON, for programs: what ``ReportSchema`` describes. What a finding does not have is left out.
public struct ReportJSONPrinter: ReportPrinter {
    private let context: ReportContext

    /// Creates a printer.
    public init(_ context: ReportContext) {
        self.context = context
    }

    /// The report as indented JSON. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String { value(report).document }

    /// The report as a value.
    public func value(_ report: CompatibilityReport) -> JSONValue {
        .members([
            "format": .string(ReportSchema.format), "set": .string(context.set),
            "verdict": .string(report.verdict.rawValue), "isCompatible": .bool(report.failures.isEmpty),
            "summary": .string(report.summary), "isPublished": .bool(report.hasLock),
            "baseline": report.baseline.map { .string($0) },
            "events": .array(report.subjects.map(subject)),
            "findings": .array(report.identified.map { finding($0.finding, $0.fingerprint) }),
            "suppressed": .array(report.suppressed.map(suppressed)), "rebuilds": .strings(report.rebuilds),
            "drafts": .strings(report.drafts),
        ])
    }

    private func subject(_ subject: CompatibilityReport.Subject) -> JSONValue {
        .members([
            "name": .string(subject.name), "verdict": .string(subject.verdict.rawValue),
            "mode": .string(subject.mode.rawValue), "versions": .integer(subject.versions),
            "drafts": .array(subject.drafts.map { .integer($0) }),
            "decided": .array(subject.decided.map { .integer($0) }),
            "searched": .array(subject.searched.map { .integer($0) }), "payloadsTried": .integer(subject.payloads),
            "readableBy": subject.readableBy.map { .integer($0) }, "source": .strings(subject.source),
        ])
    }

    private func suppressed(_ suppressed: SuppressedFinding) -> JSONValue {
        .members([
            "finding": finding(suppressed.finding, suppressed.finding.fingerprint),
            "reason": .string(suppressed.suppression.reason),
            "until": suppressed.suppression.until.map { .string($0.description) },
        ])
    }

    private func finding(_ finding: Finding, _ fingerprint: String) -> JSONValue {
        .members([
            "rule": .string(finding.rule.rawValue), "title": .string(finding.rule.title),
            "verdict": .string(finding.verdict.rawValue), "fingerprint": .string(fingerprint),
            "subject": .string(finding.subject), "version": finding.version.map { .integer($0) },
            "message": .string(finding.message), "location": finding.location.map(location),
            "previous": finding.previous.map(location),
            "details": finding.details.isEmpty ? nil : .strings(finding.details),
            "step": finding.step.map(step), "witness": finding.witness.map(witness),
            "suggestion": finding.suggestion.map { .string($0) },
        ])
    }

    private func location(_ location: SourceLocation) -> JSONValue {
        .members([
            "file": .string(location.file), "line": .integer(location.line), "column": .integer(location.column),
            "endLine": .integer(location.endLine), "endColumn": .integer(location.endColumn),
        ])
    }

    private func step(_ step: Witness.Step) -> JSONValue {
        .members(["from": .integer(step.from), "to": .integer(step.to)])
    }

    /// The event that shows a finding.
    func witness(_ witness: Witness) -> JSONValue {
        .members([
            "name": .string(witness.name), "version": .integer(witness.version), "payload": witness.payload,
            "twin": witness.twin, "consequence": .string(witness.consequence), "step": witness.step.map(step),
            "seen": witness.seen,
        ])
    }
}
