import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsSchema

/// Prints what a look at a store showed for people: versions with what was seen in them, then what cannot be read.
public struct VerificationTextPrinter: Sendable {
    /// The most values of an enum that are shown.
    private static let greatestChoices = 12

    /// Creates a printer.
    public init() {}

    /// The whole report. Ends with a line break.
    public func text(_ report: VerificationReport) -> String {
        let versions = report.sorted.map { text($0.key, $0.tally, report.failureLimit) }
        return (versions + [VerificationTextPrinter.summary(report) + "\n"]).joined(separator: "\n")
    }

    /// One line about the whole report, without line break.
    public static func summary(_ report: VerificationReport) -> String {
        let all = CompatibilityReport.count(report.count, "stored event")
        let unfinished =
            report.unfinished == 0
            ? ""
            : "; \(CompatibilityReport.count(report.unfinished, "event")) "
                + "only as far as a step that is a Swift function"
        return report.failed == 0
            ? "\(all) can be read\(unfinished)"
            : "\(report.failed) of \(all) cannot be read\(unfinished)"
    }

    private func text(_ key: VersionTally.Key, _ tally: VersionTally, _ limit: Int) -> String {
        let (first, last) = (tally.positions.lowerBound, tally.positions.upperBound)
        let place = first == last ? "at position \(first)" : "at positions \(first) to \(last)"
        let renamed = tally.event.map { $0 == key.type ? "" : ", now \($0)" } ?? ""
        var lines = [
            "\(VisibleText.line(key.type)) version \(key.version)\(renamed): "
                + "\(CompatibilityReport.count(tally.count, "event")) \(place)"
        ]
        if tally.unfinished > 0 {
            lines.append(
                "  \(CompatibilityReport.count(tally.unfinished, "event")) valid, not taken past a step that is a Swift function"
            )
        }
        let rows = rows(tally.values, "", of: tally.count)
        let width = min(30, rows.map(\.place.count).max() ?? 0)
        lines += rows.map { row in
            let padding = String(repeating: " ", count: max(0, width - row.place.count))
            return "  \(row.place)\(padding)  \(row.facts)"
        }
        for failure in tally.failures {
            let reason = VisibleText.of(failure.reason).replacing("\n", with: "\n    ")
            lines.append(
                "  error: position \(failure.position) (\(VisibleText.line(failure.stream)) version "
                    + "\(failure.streamVersion)): \(reason)")
        }
        let hidden = tally.failed - tally.failures.count
        if hidden > 0 { lines.append("  error: \(CompatibilityReport.count(hidden, "more event")) cannot be read") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func rows(_ values: SeenValues, _ place: String, of whole: Int) -> [(place: String, facts: String)] {
        var rows: [(place: String, facts: String)] = []
        let facts = facts(values)
        if !place.isEmpty, !facts.isEmpty { rows.append((VisibleText.line(place), facts)) }
        for (name, part) in values.parts.sorted(by: { $0.key < $1.key }) {
            let isPart = name == "[]" || name == "{}" || place.isEmpty
            rows += self.rows(part, isPart ? place + name : "\(place).\(name)", of: values.present)
        }
        return rows
    }

    private func facts(_ values: SeenValues) -> String {
        var facts: [String] = []
        func range<Bound>(_ range: ClosedRange<Bound>, _ unit: String) -> String {
            let text =
                range.lowerBound == range.upperBound
                ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            return unit.isEmpty ? text : "\(text) \(unit)"
        }
        if let numbers = values.numbers { facts.append(range(numbers, "")) }
        if let lengths = values.lengths { facts.append(range(lengths, "characters")) }
        if let counts = values.counts { facts.append(range(counts, "elements")) }
        let choices = values.choices.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        if !choices.isEmpty {
            let shown = choices.prefix(VerificationTextPrinter.greatestChoices).map {
                "\(VisibleText.line($0.key)) \($0.value)"
            }
            facts.append(shown.joined(separator: ", ") + (choices.count > shown.count ? ", …" : ""))
        }
        if values.absent > 0 {
            let share = values.absent * 100 / (values.absent + values.present)
            facts.append(
                values.present == 0 ? "always absent" : share == 0 ? "absent in under 1 %" : "absent in \(share) %")
        }
        return facts.joined(separator: "; ")
    }
}
