import AnnalsExpression
import AnnalsSchema

/// Prints an aggregate: its state and how events change it.
struct AggregatePrinter {
    let context: GenerationContext
    let aggregate: AggregateDeclaration

    func print(to printer: inout CodePrinter) {
        AggregateEventPrinter(context: context, aggregate: aggregate).print(to: &printer)
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation(aggregate.description, source: SourcePointer.aggregate(aggregate))
        let head = "\(access)struct \(aggregate.name): \(names.Aggregate), \(names.Hashable)"
        printer.block(.text(head)) { printer in
            printer.documentation("What identifies one.")
            printer.line("\(access)typealias ID = \(context.swiftType(aggregate.id.type))" as String)
            printer.documentation("Its events.")
            printer.line("\(access)typealias Event = \(aggregate.name)Event" as String)
            printer.documentation("The category of its streams.")
            printer.line("\(access)static let category = \(SwiftLiteral.string(aggregate.name))" as String)
            printer.blank()
            for field in aggregate.state { printField(field, to: &printer) }
            printer.blank()
            printer.documentation("The state before the first event.")
            printer.line("\(access)init() {}" as String)
            printer.blank()
            printApply(to: &printer)
        }
    }

    private func printField(_ field: Field, to printer: inout CodePrinter) {
        printer.documentation(field.description)
        let name = SwiftIdentifier.escaped(field.swiftName)
        let declaration = Layout.text("\(context.access)var \(name): \(context.swiftType(field.type))")
        let value = field.defaultValue.flatMap { DefaultCode(context: context).literal($0, field.type) }
        printer.line(value.map { declaration + " = " + $0 } ?? declaration)
    }

    private func printApply(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Changes the state as the event says; not at all when an expression fails.")
        let parameters: [Layout] = [.text("_ event: \(aggregate.name)Event"), .text("meta: \(names.EventMetadata)")]
        let head =
            Layout.text("\(context.access)mutating func apply")
            + .list(open: "(", items: parameters, close: ")") + .text(" throws(\(names.EvaluationError))")
        printer.block(head) { printer in
            printer.line("switch event {" as String)
            for event in aggregate.events {
                let assignments = aggregate.handlers.first { $0.event == event }?.assignments ?? []
                printCase(event, assignments, to: &printer)
            }
            printer.line("}" as String)
        }
    }

    private func printCase(_ event: String, _ assignments: [Assignment], to printer: inout CodePrinter) {
        let name = SwiftIdentifier.lowercased(event)
        guard !assignments.isEmpty else { return printer.line("case .\(name): break" as String) }
        let readsEvent = assignments.contains { $0.expression.root.reads("event") }
        printer.line("case .\(name)\(readsEvent ? "(let event)" : ""):" as String)
        let plan = AssignmentPlan(assignments: assignments, root: "state")
        let needsCopy = plan.readsEarlierTarget || plan.canFailHalfway
        var emitter = ExpressionEmitter(
            context, roots: ["state", "event", "meta"],
            fields: ["state": aggregate.state, "event": context.event(event)?.versions.last?.fields ?? []])
        emitter.rename("state", to: "self")
        printer.indented { printer in
            if needsCopy { printer.line("var next = self" as String) }
            for assignment in assignments {
                let field = aggregate.state.first { $0.name == assignment.target }
                let target = SwiftIdentifier.escaped(field?.swiftName ?? assignment.target)
                printer.line(
                    .text("\(needsCopy ? "next" : "self").\(target) = ")
                        + emitter.expression(assignment.expression.root))
            }
            if needsCopy { printer.line("self = next" as String) }
        }
    }
}
