import Annals
import AnnalsCompatibility
import AnnalsInterpreter
import AnnalsJSON
import AnnalsValues

/// Prints what made a row as JSON, for programs.
public struct RowExplanationJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The explanation as indented JSON. Ends with a line break.
    public func text(_ explanation: RowExplanation) -> String {
        let value: OrderedMap<JSONValue> = [
            "format": .string("annals-row-1"), "projection": .string(explanation.projection), "key": explanation.key,
            "count": .integer(explanation.count), "row": explanation.row ?? .null,
            "changes": .array(explanation.changes.map(change)), "gaps": .array(explanation.gaps.map(gap)),
        ]
        return JSONValue.object(value).document
    }

    private func change(_ change: RowChange) -> JSONValue {
        .object([
            "event": change.event.json, "before": change.before ?? .null, "after": change.after ?? .null,
            "steps": .array(
                change.steps.map { .object(["version": .integer($0.version), "data": $0.payload]) }),
        ])
    }

    private func gap(_ gap: RowGap) -> JSONValue {
        .object(["event": gap.event.json, "reason": .string(gap.reason)])
    }
}
