import AnnalsExpression
import AnnalsSchema

/// Prints the rules of a struct: a function for each, and the calls at the end of reading.
struct RulePrinter {
    let context: GenerationContext
    /// The struct's name within its place.
    let name: String
    let fields: [Field]
    let rules: [RecordRule]

    /// Prints the functions.
    func printFunctions(_ printer: inout CodePrinter) {
        for rule in rules {
            printer.blank()
            let says = rule.message == rule.expression.source ? "." : ": \(rule.message)"
            printer.documentation("The rule \(rule.id)\(says)")
            printer.line("///" as String)
            for line in CodePrinter.commentLines(rule.expression.source) { printer.line("///     \(line)" as String) }
            let names = context.names
            let throwing = rule.expression.canFail ? " throws(\(names.EvaluationError))" : ""
            let head =
                "private static func \(rule.swiftName)(_ this: \(names.Self))\(throwing) -> \(names.Bool)"
            let emitter = ExpressionEmitter(context, roots: ["this"], fields: ["this": fields])
            printer.block(.text(head)) { $0.line(emitter.expression(rule.expression.root)) }
        }
    }

    /// Prints the calls, for a reader that has made the value.
    func printCalls(_ printer: inout CodePrinter, _ reader: String, _ object: String) {
        guard !rules.isEmpty else { return }
        printer.block(.text("if \(reader).isValid(\(object))")) { printer in
            for rule in rules {
                printer.line(
                    .call(
                        "\(reader).check",
                        [
                            .labelled("rule", .text(SwiftLiteral.string(rule.id))),
                            .text(SwiftLiteral.string(rule.message)), .labelled("of", "self"),
                            .labelled("at", .text(object)), .text("Self.\(rule.swiftName)"),
                        ]))
            }
        }
    }
}
