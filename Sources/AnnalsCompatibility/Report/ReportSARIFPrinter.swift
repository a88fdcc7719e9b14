import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Prints reports as SARIF 2.1.0 for code scanning.
/// Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
public struct ReportSARIFPrinter: ReportPrinter {
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    private let context: ReportContext
    private let columns: SourceColumns

    /// Creates a printer.
    public init(_ context: ReportContext) {
        self.context = context
        columns = SourceColumns(sources: context.sources)
    }

    /// The report as a log with one run. Ends with a line break.
    public func text(_ report: CompatibilityReport) -> String {
        let found = report.findings + report.suppressed.map(\.finding)
        let rules = found.map(\.rule).reduce(into: [CompatibilityRule]()) { rules, rule in
            if !rules.contains(rule) { rules.append(rule) }
        }
        let run = JSONValue.members([
            "tool": .members([
                "driver": .members(["name": .string("annals"), "rules": .array(rules.map(descriptor))])
            ]),
            // What stands before the last slash tells the sets of one repository apart.
            "automationDetails": .members(["id": .string("annals check/\(context.path(context.set))/")]),
            "invocations": .array([
                .members([
                    "executionSuccessful": .bool(true), "exitCode": .integer(report.exitCode.rawValue),
                ])
            ]),
            "columnKind": .string("unicodeCodePoints"),
            "results": .array(
                report.identified.map { result($0.finding, $0.fingerprint, rules) }
                    + report.suppressed.map { result($0.finding, $0.finding.fingerprint, rules, $0.suppression) }),
        ])
        return JSONValue.members([
            "$schema": .string(ReportSARIFPrinter.schema), "version": .string("2.1.0"), "runs": .array([run]),
        ]).document
    }

    // MARK: - Rules

    /// Help has no arguments, and its examples are shown as they stand: braces stay single there.
    private func descriptor(_ rule: CompatibilityRule) -> JSONValue {
        let help = "\(rule.explanation)\n\n\(rule.advice)"
        let markdown =
            "\(MarkdownText.escaped(rule.explanation))\n\n\(MarkdownText.escaped(rule.advice))\n\n"
            + "Instead of\n\n\(MarkdownText.code(rule.wrong, language: "yaml"))\n\nwrite\n\n"
            + MarkdownText.code(rule.right, language: "yaml")
        return .members([
            "id": .string(rule.rawValue), "name": .string(name(rule)),
            "shortDescription": message(rule.title), "fullDescription": message(rule.purpose),
            "help": .members([
                "text": .string(VisibleText.of(help)), "markdown": .string(VisibleText.of(markdown)),
            ]),
            "defaultConfiguration": .members(["level": .string(rule.verdict.level.sarif)]),
        ])
    }

    /// `published.upcaster-changed` as `PublishedUpcasterChanged`, the form that SARIF asks for.
    private func name(_ rule: CompatibilityRule) -> String {
        rule.rawValue.split { $0 == "." || $0 == "-" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    // MARK: - Results

    private func result(
        _ finding: Finding, _ fingerprint: String, _ rules: [CompatibilityRule], _ excuse: Suppression? = nil
    ) -> JSONValue {
        var place = location(finding.location ?? finding.previous ?? context.anchor)
        place["logicalLocations"] = .array([.members(["fullyQualifiedName": .string(name(finding))])])
        let related = finding.previousNote.flatMap { note in
            note.location.map { previous -> JSONValue in
                var related = location(previous)
                related["id"] = .integer(1)
                related["message"] = message(note.message)
                return .object(related)
            }
        }
        return .members([
            "ruleId": .string(finding.rule.rawValue),
            "ruleIndex": rules.firstIndex(of: finding.rule).map { .integer($0) },
            "level": .string(finding.verdict.level.sarif), "message": message(sentences(finding)),
            "locations": .array([.object(place)]), "relatedLocations": related.map { .array([$0]) },
            "partialFingerprints": .members(["annalsFinding/v1": .string(fingerprint)]),
            "suppressions": excuse.map { .array([suppression($0)]) },
            "properties": .members([
                "verdict": .string(finding.verdict.rawValue), "subject": .string(finding.subject),
                "version": finding.version.map { .integer($0) },
                "witness": finding.witness.map(ReportJSONPrinter(context).witness),
            ]),
        ])
    }

    private func suppression(_ suppression: Suppression) -> JSONValue {
        .members([
            "kind": .string("inSource"), "justification": .string(VisibleText.of(suppression.reason)),
            "location": .object(location(suppression.location)),
        ])
    }

    private func name(_ finding: Finding) -> String {
        finding.version.map { "\(finding.subject)@\($0)" } ?? finding.subject
    }

    /// What is said of a finding, its payloads in one line and without the outer braces, which messages would double.
    private func sentences(_ finding: Finding) -> String {
        var lines = [finding.message]
        for part in finding.parts {
            switch part {
            case .item(let text): lines.append("- \(text)")
            case .sentence(let text): lines.append(text)
            case .payload(.object(let members)) where !members.isEmpty:
                let members = members.map { "\(JSONValue.string($0.key).text): \($0.value.text)" }
                lines.append(VisibleText.json(members.joined(separator: ", ")))
            case .payload(let payload): lines.append(VisibleText.json(payload.text))
            }
        }
        return (lines + [finding.suggestion.map { "help: \($0)" }].compactMap(\.self)).joined(separator: "\n")
    }

    private func message(_ text: String) -> JSONValue { .members(["text": .string(SARIFText.message(text))]) }

    private func location(_ location: SourceLocation) -> OrderedMap<JSONValue> {
        let counted = columns.inCodePoints(location)
        return [
            "physicalLocation": .members([
                "artifactLocation": .members(["uri": .string(SARIFText.uri(context.path(location.file)))]),
                "region": .members([
                    "startLine": .integer(location.line), "startColumn": counted.map { .integer($0.column) },
                    "endLine": .integer(location.endLine), "endColumn": counted.map { .integer($0.endColumn) },
                ]),
            ])
        ]
    }
}
