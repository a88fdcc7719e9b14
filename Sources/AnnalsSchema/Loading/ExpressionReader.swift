import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Checks the expressions of a schema and says in the YAML where they are wrong.
enum ExpressionReader {
    static func read(
        _ node: Node, expecting type: ExpressionType?, in environment: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> CheckedExpression? {
        guard case .scalar(let scalar) = node else {
            diagnostics.error(
                "expression.syntax", "an expression must be a text, found \(node.kindName)", at: node.location,
                suggestion:
                    "YAML reads a leading { or [ itself: put the expression in quotes, or on lines of its own after a |"
            )
            return nil
        }
        // What a block scalar has at its end is not part of the expression; what stands before moves no offset.
        var source = scalar.text
        while let last = source.unicodeScalars.last, last == " " || last == "\n" { source.unicodeScalars.removeLast() }
        guard !source.isEmpty else {
            diagnostics.error("expression.syntax", "an expression is missing here", at: scalar.location)
            return nil
        }
        let outcome = ExpressionChecker(environment).check(source, expected: type)
        let comment = scalar.isCutByComment ? "YAML begins a comment at ' #': put the expression in quotes" : nil
        for issue in outcome.issues {
            diagnostics.report(
                Diagnostic(
                    issue.severity, rule: issue.rule, issue.message, at: scalar.location(of: issue.range),
                    suggestion: issue.suggestion ?? comment))
        }
        var expression = outcome.expression
        expression?.sourceMap = scalar.sourceMap
        return expression
    }
}
