import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Foundation
import Testing

/// A report with all that printers know beside it.
struct SampleReport: CustomTestStringConvertible, Sendable {
    let name: String
    let report: CompatibilityReport
    let context: ReportContext

    static let all = [compatible, findings, hostile]

    var testDescription: String { name }

    func text(_ format: ReportFormat) -> String { format.text(report, context) }

    /// The recorded text; with ANNALS_RECORD=1 in the environment, `text` becomes it.
    func expected(_ format: ReportFormat, recording text: String) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Reports/\(name)")
        let file = folder.appending(path: "\(format.rawValue).txt")
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    private static func event(
        _ name: String, versions: Int, drafts: [Int] = [], payloads: Int = 0, readableBy: Int? = nil,
        source: [String] = [], _ verdict: Verdict = .safe
    ) -> CompatibilityReport.Subject {
        CompatibilityReport.Subject(
            name: name, versions: versions, drafts: drafts, payloads: payloads, readableBy: readableBy, source: source,
            verdict: verdict)
    }

    private static func place(
        _ line: Int, _ columns: Range<Int>, in file: String = "schemas/orders.yaml"
    ) -> AnnalsDiagnostics.SourceLocation {
        AnnalsDiagnostics.SourceLocation(
            file: file, line: line, column: columns.lowerBound, endColumn: columns.upperBound)
    }

    private static func json(_ text: String) -> JSONValue { JSONValue(validated: text) }

    // MARK: - Reports

    static let compatible = SampleReport(
        name: "compatible",
        report: CompatibilityReport(
            subjects: [
                event("OrderPlaced", versions: 3, drafts: [3], payloads: 18_000, readableBy: 2),
                event("OrderShipped", versions: 1, readableBy: 1),
            ],
            findings: [], drafts: ["OrderPlaced@3"], hasLock: true,
            baseline: "the lock file schemas/annals.lock at origin/main (1a2b3c4)"),
        context: ReportContext(sources: ["schemas/orders.yaml": []]))

    /// Findings of every verdict, with all that a finding can have; two have one fingerprint, and one has no place.
    static let findings: SampleReport = {
        let source = """
            events:
              OrderPlaced:
                versions:
                  1:
                    fields: { total: { type: int, maximum: 10 } }
                  2:
                    # Größe
                    fields: { größe: int } # upcast
                    upcast: { größe: 100 / (old.total - 3) }
            """
        let lock = """
            # What was published.
            event OrderPlaced 1 00000000000000000000000000000000 - annals-1 {"fields":{"total":{"maximum":20}}}
            """
        let step = Witness.Step(from: 1, to: 2)
        let fails = Finding(
            .upcastFails, subject: "OrderPlaced", "OrderPlaced version 1 does not always become version 2",
            at: place(9, 28..<49), previous: place(4, 7..<8), step: step, place: "/größe",
            witness: Witness(
                name: "OrderPlaced", version: 1, payload: json(#"{"total":3,"lines":[{"sku":"ä"},{}]}"#),
                consequence: "the step from version 1 to 2 fails at /größe: 100 / 0 divides by zero", step: step,
                seen: json(#"{"größe":null}"#)),
            suggestion: "check the divisor first, such as 'y > 0 ? x / y : …'")
        let changed = Finding(
            .publishedChanged, subject: "OrderPlaced", "OrderPlaced version 1 was published with another shape",
            at: place(4, 7..<8), previous: place(2, 1..<20, in: "schemas/annals.lock"), version: 1,
            details: ["`maximum` of field `total` was 20, is 10", "field `note` is gone"],
            witness: Witness(
                name: "OrderPlaced", version: 1, payload: json(#"{"total":11}"#),
                consequence: "the edited version refuses it: /total must be at most 10 (found 11) [maximum]"),
            suggestion: "restore version 1 and write the change as version 3 with an upcaster")
        let custom = Finding(
            .upcastCustom, subject: "Address", "Address version 2 is made by a custom step, which is not checked",
            at: AnnalsDiagnostics.SourceLocation(
                file: "schemas/orders.yaml", line: 4, column: 7, endLine: 9, endColumn: 1),
            step: step)
        let dropped = Finding(
            .upcastDropped, subject: "OrderPlaced", "OrderPlaced version 2 drops `total` of version 1",
            at: place(9, 9..<15), version: 2)
        let merged = Finding(
            .upcastMerges, subject: "OrderPlaced", "different values of `total` become the same", at: place(9, 28..<49),
            step: step, place: "total",
            witness: Witness(
                name: "OrderPlaced", version: 1, payload: json(#"{"total":1}"#), twin: json(#"{"total":2}"#),
                consequence: "the step from version 1 to 2 makes the same of both", step: step,
                seen: json(#"{"größe":100}"#)))
        let lost = Finding(
            .publishedRemoved, subject: "OrderLost", "the published event OrderLost is gone", version: 1,
            suggestion: "restore it")
        return SampleReport(
            name: "findings",
            report: CompatibilityReport(
                subjects: [
                    event(
                        "OrderPlaced", versions: 2, drafts: [2], payloads: 2_000,
                        source: ["field `total` was removed", "field `größe` was added, required"], .error),
                    event("OrderShipped", versions: 1, drafts: [1]), event("OrderLost", versions: 0, .error),
                    event("OrderPacked", versions: 1, .warning),
                ],
                findings: [changed, lost, fails, fails, custom, dropped, merged],
                suppressed: [
                    SuppressedFinding(
                        Finding(
                            .upcastDropped, subject: "OrderShipped", "OrderShipped version 1 drops `note`",
                            at: place(6, 7..<8), version: 1),
                        Suppression(
                            rule: "upcast.dropped", reason: "Nobody ever wrote it.",
                            until: CalendarDate(year: 2027, month: 1, day: 31), location: place(7, 9..<12)))
                ],
                rebuilds: ["OrderSummary", "Sales"], drafts: ["OrderPlaced@2", "Address@2"], hasLock: true),
            context: ReportContext(
                sources: ["schemas/orders.yaml": Array(source.utf8), "schemas/annals.lock": Array(lock.utf8)],
                set: "./schemas", root: "/home/me/shop"))
    }()

    /// Texts that mean something to terminals, workflows, XML, Markdown, SARIF or HTML.
    static let wild =
        "\"'`*_|\\ <script>alert(1)</script> ]]> &amp; -->\n::error::x\r\n::stop-commands::%0A ,: 🦊👩‍👩‍👧 @org/team #1 "
        + "![i](https://x.test) [a](b) {0} $x$ ~~s~~ \u{0}\u{1B}[31m\u{7F}\u{9B}\u{202E}\u{2028}\u{FEFF}\u{FFFF}"

    static let hostile: SampleReport = {
        let file = "/home/me/shop/sche mas/%a,b:c\n<|`\"é🦊.yaml"
        let text = Array("a: \"\u{1B}[31m\u{202E}🦊\tx\u{0}\" # ]]> ```\r\nb: \u{FFFF}".utf8)
        let payload = JSONValue.object([
            wild: .string(wild), "fence": .string("```\n````\n</details>\n"), "number": json("1e400"),
            "{0}": .array([.string("{1}"), .object([:])]),
        ])
        let finding = Finding(
            .upcastResult, subject: wild, wild, at: place(1, 4..<11, in: file),
            previous: place(2, 4..<7, in: file), step: Witness.Step(from: 1, to: 2), place: wild, details: [wild, ""],
            witness: Witness(name: wild, version: 1, payload: payload, consequence: wild, seen: .string(wild)),
            suggestion: wild)
        let warning = Finding(.projectionChanged, subject: "", wild, at: place(9, 1..<2, in: "nowhere.yaml"))
        return SampleReport(
            name: "hostile",
            report: CompatibilityReport(
                subjects: [event(wild, versions: 1, payloads: 1, source: [wild], .breaks)],
                findings: [finding, warning],
                suppressed: [
                    SuppressedFinding(
                        finding, Suppression(rule: wild, reason: wild, location: place(1, 1..<2, in: file)))
                ],
                rebuilds: [wild], drafts: [wild], hasLock: false),
            context: ReportContext(sources: [file: text], set: wild, root: "/home/me/shop"))
    }()
}
