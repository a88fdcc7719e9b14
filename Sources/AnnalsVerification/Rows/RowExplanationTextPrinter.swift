import Annals
import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsValues

/// Prints what made a row for people: the events with the columns that each changed, then the row.
public struct RowExplanationTextPrinter: Sendable {
    /// The most characters of a value that are shown in a change.
    private static let greatestValue = 60
    /// The most events that could not be followed and are named.
    private static let greatestGaps = 5

    private let showsSteps: Bool

    /// Creates a printer.
    ///
    /// - Parameter showsSteps: Whether the payload is shown at every version on the way to the newest.
    public init(showsSteps: Bool = false) {
        self.showsSteps = showsSteps
    }

    /// The whole explanation. Ends with a line break.
    public func text(_ explanation: RowExplanation) -> String {
        let title = "\(explanation.projection) \(VisibleText.line(explanation.key.text))\(words(explanation.moment))"
        var blocks = [title + "\n"]
        blocks += explanation.changes.map(text)
        blocks.append(ending(explanation))
        if !explanation.gaps.isEmpty { blocks.append(text(explanation.gaps)) }
        return blocks.joined(separator: "\n")
    }

    private func words(_ moment: StoreMoment) -> String {
        switch moment {
        case .now: ""
        case .position(let position): " as of position \(position)"
        case .time(let time): " as of \(time)"
        }
    }

    private func text(_ change: RowChange) -> String {
        let event = change.event
        let versions = change.steps.map { String($0.version) }
        let way = versions.isEmpty ? String(event.version) : versions.joined(separator: " → ")
        var head = "\(event.position)  \(event.time)  \(VisibleText.line(event.type)) version \(way)"
        head += "  (\(VisibleText.line(event.stream)) version \(event.streamVersion))"
        if let user = event.userId { head += " by \(VisibleText.line(user))" }
        var lines = [head]
        if change.before == nil { lines.append("  the row begins") }
        if change.after == nil { lines.append("  the row is deleted") } else { lines += rows(change) }
        if showsSteps {
            for step in change.steps {
                lines.append("  \(event.type)@\(step.version)")
                lines.append("    " + VisibleText.of(step.payload.prettyText(indentation: "    ")))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func rows(_ change: RowChange) -> [String] {
        let columns = change.columns
        let width = min(30, columns.map(\.name.count).max() ?? 0)
        return columns.map { column in
            let name = column.name + String(repeating: " ", count: max(0, width - column.name.count))
            let after = excerpt(column.after)
            return change.before == nil ? "  \(name)  \(after)" : "  \(name)  \(excerpt(column.before)) → \(after)"
        }
    }

    private func excerpt(_ value: JSONValue?) -> String {
        guard let text = value?.text else { return "nothing" }
        let limit = RowExplanationTextPrinter.greatestValue
        return VisibleText.line(text.count <= limit ? text : text.prefix(limit - 1) + "…")
    }

    private func ending(_ explanation: RowExplanation) -> String {
        let all = CompatibilityReport.count(explanation.count, "event")
        let sum = "\(explanation.changes.count) of \(all) that \(explanation.projection) handles changed this row"
        guard let row = explanation.row else {
            return (explanation.changes.isEmpty ? "there is no such row; " : "the row is gone; ") + sum + "\n"
        }
        return VisibleText.of(row.prettyText()) + "\n\n" + sum + "\n"
    }

    private func text(_ gaps: [RowGap]) -> String {
        let shown = gaps.prefix(RowExplanationTextPrinter.greatestGaps)
        let count = CompatibilityReport.count(gaps.count, "event")
        var lines = ["\(count) could not be followed here, and may have changed the row:"]
        lines += shown.map { gap in
            let reason = VisibleText.of(gap.reason).replacing("\n", with: "\n    ")
            return "  position \(gap.event.position) (\(VisibleText.line(gap.event.type))): \(reason)"
        }
        if gaps.count > shown.count { lines.append("  …") }
        return lines.joined(separator: "\n") + "\n"
    }
}
