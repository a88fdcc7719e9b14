import AnnalsDiagnostics
import AnnalsFunctions
import AnnalsJSON
import AnnalsValues

/// Prints a report as JSON, for programs. What a place does not have is left out.
public struct TotalityJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The report as indented JSON. Ends with a line break.
    public func text(_ report: TotalityReport) -> String {
        JSONValue.object([
            "expressions": .integer(report.expressions), "canFail": .integer(report.failing),
            "places": .array(report.points.map(point)),
        ]).prettyText() + "\n"
    }

    private func point(_ point: TotalityReport.Point) -> JSONValue {
        let location = point.location
        var members: OrderedMap<JSONValue> = [
            "role": .string(point.role.rawValue), "expression": .string(point.site),
            "operation": .string(point.operation),
            "location": .object([
                "file": .string(location.file), "line": .integer(location.line), "column": .integer(location.column),
                "endLine": .integer(location.endLine), "endColumn": .integer(location.endColumn),
            ]),
            "suggestion": .string(point.suggestion), "inputsTried": .integer(point.tried),
        ]
        if let witness = point.witness {
            members["witness"] = witness.input
            members["error"] = .object([
                "kind": .string(witness.error.kind.rawValue), "message": .string(witness.error.message),
            ])
        }
        return .object(members)
    }
}
