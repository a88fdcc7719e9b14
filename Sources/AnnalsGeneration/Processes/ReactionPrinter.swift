import AnnalsExpression
import AnnalsSchema

/// Prints what a process does at an event or a timeout, once its state is found.
///
/// All expressions see the state before, so what reads it comes first and what changes it last.
struct ReactionPrinter {
    let context: GenerationContext
    let process: ProcessDeclaration
    let reaction: ProcessReaction
    private let isTimeout: Bool
    private let emitter: ExpressionEmitter
    private let plan: AssignmentPlan

    /// - Parameter event: The event that is handled; nil at a timeout.
    init(
        context: GenerationContext, process: ProcessDeclaration, reaction: ProcessReaction, roots: [String],
        event: String?
    ) {
        self.context = context
        self.process = process
        self.reaction = reaction
        isTimeout = event == nil
        // What comes after the roots are locals of the function, which a loop's variable must not shadow.
        emitter = ExpressionEmitter(
            context, roots: roots + ["process", "next", "isMet", "isOver", "index"],
            fields: [
                "state": process.fields, "event": event.flatMap(context.event)?.versions.last?.fields ?? [],
            ])
        plan = AssignmentPlan(assignments: reaction.assignments, root: "state")
    }

    /// Whether the variable `state` itself is changed. At a timeout it is a parameter.
    var changesStateInPlace: Bool { !isTimeout && !plan.assignments.isEmpty && !plan.readsEarlierTarget }

    func print(to printer: inout CodePrinter) {
        if let condition = reaction.condition {
            printGuard(condition, else: "return", step: "when", emitter, to: &printer)
        }
        for (index, emission) in reaction.emissions.enumerated() {
            printEmission(emission, place: index + 1, to: &printer)
        }
        for deadline in reaction.deadlines { printDeadline(deadline, to: &printer) }
        for name in reaction.cancelled {
            printer.line("process.cancel(.\(SwiftIdentifier.escaped(name)))" as String)
        }
        let isOver = reaction.end?.constant
        if let end = reaction.end, isOver == nil {
            printer.line("let isOver = " + value(end.root, step: "end"))
        }
        printAssignments(to: &printer)
        if isOver == true { printer.line("process.end()" as String) }
        if reaction.end != nil, isOver == nil { printer.line("if isOver { process.end() }" as String) }
    }

    // MARK: - Parts

    private func printGuard(
        _ condition: CheckedExpression, else exit: String, step: String, _ emitter: ExpressionEmitter,
        to printer: inout CodePrinter
    ) {
        let code = value(condition.root, step: step, emitter)
        guard code.flat.contains("{") else { return printer.line(.text("guard ") + code + " else { \(exit) }") }
        // A closure would read as the body of the statement.
        printer.line("let isMet = " + code)
        printer.line("guard isMet else { \(exit) }" as String)
    }

    private func printEmission(_ emission: ProcessEmission, place: Int, to printer: inout CodePrinter) {
        guard let command = context.schema.command(emission.command) else { return }
        let step = "emit \(command.name)"
        guard let loop = emission.loop else {
            guard let condition = emission.condition else {
                return printer.line(emit(command, emission, place: ["place: \(place)"], emitter))
            }
            let code = value(condition.root, step: step, emitter)
            let parenthesized = code.flat.contains("{") ? "(" + code + ")" : code
            return printer.block(.text("if ") + parenthesized) {
                $0.line(emit(command, emission, place: ["place: \(place)"], emitter))
            }
        }
        let (inner, element) = emitter.binding([loop.variable])
        let list = value(loop.list.root, step: step)
        let isPath = list.flat.utf8.allSatisfy { $0 != 0x20 }
        let elements = (isPath ? list : "(" + list + ")") + ".enumerated()"
        printer.block(.text("for (index, \(element)) in ") + elements) { printer in
            if let condition = emission.condition {
                printGuard(condition, else: "continue", step: step, inner, to: &printer)
            }
            printer.line(emit(command, emission, place: ["place: \(place)", "element: index"], inner))
        }
    }

    private func emit(
        _ command: CommandDeclaration, _ emission: ProcessEmission, place: [Layout], _ emitter: ExpressionEmitter
    ) -> Layout {
        // In the order of the fields, as initializers demand.
        let arguments = command.fields.compactMap { field in
            emission.fields.first { $0.target == field.name }.map { assignment in
                Layout.labelled(
                    SwiftIdentifier.label(field.swiftName),
                    value(assignment.expression.root, step: "emit \(command.name) \(field.name)", emitter))
            }
        }
        let message = Layout.call(
            ".\(SwiftIdentifier.lowercased(command.name))", [.call(command.name, arguments)])
        return .call("try process.emit", [message] + place)
    }

    private func printDeadline(_ deadline: ProcessDeadline, to printer: inout CodePrinter) {
        let (label, expression) =
            switch deadline.due {
            case .after(let expression): ("after", expression)
            case .at(let expression): ("at", expression)
            }
        let code = value(expression.root, step: "\(label) \(deadline.timeout)")
        printer.line(
            .call(
                "try process.set", [.text(".\(SwiftIdentifier.escaped(deadline.timeout))"), .labelled(label, code)]))
    }

    private func printAssignments(to printer: inout CodePrinter) {
        let target = plan.assignments.isEmpty || changesStateInPlace ? "state" : "next"
        if target == "next" { printer.line("var next = state" as String) }
        for assignment in plan.assignments {
            let field = process.state.first { $0.name == assignment.target }
            let property = SwiftIdentifier.escaped(field?.swiftName ?? assignment.target)
            printer.line(
                .text("\(target).\(property) = ")
                    + value(assignment.expression.root, step: "set \(assignment.target)"))
        }
        printer.line("process.save(\(target))" as String)
    }

    /// The value of an expression; a failure says at which step it was.
    func value(_ node: TypedNode, step: String, _ emitter: ExpressionEmitter? = nil) -> Layout {
        let code = (emitter ?? self.emitter).expression(node)
        guard node.canFail else { return code }
        let names = context.names
        return .text("try \(names.ProcessStep).evaluate(\(SwiftLiteral.string(step))) ")
            + .closure(parameters: "() throws(\(names.EvaluationError))", body: code)
    }
}

extension CheckedExpression {
    /// The value of a literal `true` or `false`.
    fileprivate var constant: Bool? {
        if case .literal(.bool(let value)) = root.kind { value } else { nil }
    }
}
