import AnnalsExpression
import AnnalsSchema

/// Prints what takes the place of a retired event.
struct RetirementPrinter {
    let context: GenerationContext
    let event: EventDeclaration
    let retirement: Retirement

    func print(to printer: inout CodePrinter) {
        let names = context.names
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            printer.documentation("The events that take the place of this one, in order.")
            let head =
                "\(context.access)func parts(meta: \(names.EventMetadata)) throws(\(names.EventDecodingError))"
                + " -> [\(names.EventPart)]"
            printer.block(.text(head)) { printer in
                guard !retirement.parts.isEmpty else { return printer.line("[]" as String) }
                printer.line("var parts = \(names.EventParts)<Self>()" as String)
                for (position, part) in retirement.parts.enumerated() { printCall(part, position + 1, &printer) }
                printer.line("return try parts.all(mayBeNone: \(retirement.mayBeNothing))" as String)
            }
            for (position, part) in retirement.parts.enumerated() { printPart(part, position + 1, &printer) }
        }
    }

    private func printCall(_ part: RetirementPart, _ number: Int, _ printer: inout CodePrinter) {
        let canFail = failure(part) != .never
        let head =
            "try parts.add(\(SwiftLiteral.string(part.target.name)), version: \(part.target.version)) {"
            + (canFail ? " () throws(\(context.names.EvaluationError)) in" : "")
        printer.line(head)
        printer.indented { $0.line("\(canFail ? "try " : "")Self.part\(number)(self, meta: meta)" as String) }
        printer.line("}" as String)
    }

    /// A function that makes a part, or nil when its condition is not met.
    private func printPart(_ part: RetirementPart, _ number: Int, _ printer: inout CodePrinter) {
        guard let step = UpcastPrinter(context: context, event: event, part: part) else { return }
        let names = context.names
        let type = context.swiftName(part.target)
        printer.blank()
        printer.documentation("Part \(number): \(part.target.name) version \(part.target.version).")
        let parameters: [Layout] = ["_ old: Self", .text("meta: \(names.EventMetadata)")]
        let throwing = failure(part) == .never ? "" : " throws(\(names.EvaluationError))"
        let head =
            Layout.text("private static func part\(number)") + .list(open: "(", items: parameters, close: ")")
            + .text("\(throwing) -> \(type)\(part.condition == nil ? "" : "?")")
        printer.block(head) { printer in
            if let condition = part.condition {
                let emitter = ExpressionEmitter(
                    context, roots: ["old", "meta"], fields: ["old": event.versions.last?.fields ?? []])
                printer.line(.text("guard ") + emitter.expression(condition.root) + " else { return nil }")
            }
            printer.line((part.condition == nil ? "" : "return ") + .call(type, step.arguments(part.fields)))
        }
    }

    private func failure(_ part: RetirementPart) -> StepFailure {
        let own = context.failure(of: part.upcast)
        return part.condition?.canFail == true ? max(own, .evaluation) : own
    }
}
