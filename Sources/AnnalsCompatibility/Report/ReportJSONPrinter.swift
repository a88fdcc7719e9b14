import AnnalsDiagnostics
public import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Prints reports as JSON, for programs. What a finding does not have is left out.
public struct ReportJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The report as indented JSON. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String { value(report).prettyText() + "\n" }

    /// The report as a value.
    public func value(_ report: CompatibilityReport) -> JSONValue {
        .object([
            "verdict": .string(report.verdict.rawValue), "isCompatible": .bool(report.failures.isEmpty),
            "events": .array(report.subjects.map(subject)),
            "findings": .array(report.findings.map { .object(finding($0)) }),
            "suppressed": .array(report.suppressed.map(suppressed)), "drafts": strings(report.drafts),
        ])
    }

    private func subject(_ subject: CompatibilityReport.Subject) -> JSONValue {
        .object([
            "name": .string(subject.name), "verdict": .string(subject.verdict.rawValue),
            "mode": .string(subject.mode.rawValue), "versions": .integer(subject.versions),
            "drafts": .array(subject.drafts.map { .integer($0) }),
            "payloadsTried": .integer(subject.payloads),
        ])
    }

    private func suppressed(_ suppressed: SuppressedFinding) -> JSONValue {
        var members = finding(suppressed.finding)
        members["reason"] = .string(suppressed.suppression.reason)
        members["until"] = suppressed.suppression.until.map { .string($0.description) }
        return .object(members)
    }

    private func finding(_ finding: Finding) -> OrderedMap<JSONValue> {
        var members: OrderedMap<JSONValue> = [
            "rule": .string(finding.rule.rawValue), "verdict": .string(finding.verdict.rawValue),
            "subject": .string(finding.subject), "message": .string(finding.message),
        ]
        members["location"] = finding.location.map { location in
            .object([
                "file": .string(location.file), "line": .integer(location.line), "column": .integer(location.column),
                "endLine": .integer(location.endLine), "endColumn": .integer(location.endColumn),
            ])
        }
        if !finding.details.isEmpty { members["details"] = strings(finding.details) }
        members["witness"] = finding.witness.map(witness)
        members["suggestion"] = finding.suggestion.map { .string($0) }
        return members
    }

    private func witness(_ witness: Witness) -> JSONValue {
        var members: OrderedMap<JSONValue> = [
            "name": .string(witness.name), "version": .integer(witness.version), "payload": witness.payload,
            "consequence": .string(witness.consequence),
        ]
        members["step"] = witness.step.map { .object(["from": .integer($0.from), "to": .integer($0.to)]) }
        members["seen"] = witness.seen
        return .object(members)
    }

    private func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
