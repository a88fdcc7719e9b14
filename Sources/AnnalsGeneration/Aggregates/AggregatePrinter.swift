import AnnalsExpression
import AnnalsSchema

/// Prints an aggregate: its state and how events change it.
struct AggregatePrinter {
    let context: GenerationContext
    let aggregate: AggregateDeclaration
    private let steps: [Step]

    init(context: GenerationContext, aggregate: AggregateDeclaration) {
        self.context = context
        self.aggregate = aggregate
        steps = aggregate.events.compactMap { name in
            guard let event = context.event(name) else { return nil }
            let assignments = aggregate.handlers.first { $0.event == name }?.assignments ?? []
            let view = EventView(
                of: event, owner: aggregate.name,
                reads: assignments.reduce(into: []) { $0.formUnion($1.expression.reads) })
            return Step(event: event, assignments: assignments, view: assignments.isEmpty ? nil : view)
        }
    }

    func print(to printer: inout CodePrinter) {
        AggregateEventPrinter(context: context, aggregate: aggregate).print(to: &printer)
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation(aggregate.description, source: SourcePointer.aggregate(aggregate))
        let head = "\(access)struct \(aggregate.name): \(names.Aggregate)"
        printer.block(.text(head)) { printer in
            printer.documentation("What identifies one.")
            printer.line("\(access)typealias ID = \(context.swiftType(aggregate.id.type))" as String)
            printer.documentation("Its events.")
            printer.line("\(access)typealias Event = \(aggregate.name)Event" as String)
            printer.documentation("The category of its streams.")
            printer.line("\(access)static let category = \(SwiftLiteral.string(aggregate.name))" as String)
            printSnapshots(to: &printer)
            let record = RecordPrinter(
                context: context, name: aggregate.name, conformance: names.Aggregate, fields: aggregate.state,
                checksConstraints: false, description: nil, source: "")
            record.printConstants(&printer)
            for field in aggregate.state { printField(field, to: &printer) }
            printer.blank()
            if !aggregate.state.isEmpty {
                printer.documentation("The state before the first event.")
                printer.line("\(access)init() {}" as String)
                printer.blank()
            }
            printApply(to: &printer)
            printer.blank()
            record.printCoding(&printer)
        }
        for view in steps.compactMap(\.view) { EventViewPrinter(context: context, view: view).print(to: &printer) }
    }

    private func printSnapshots(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.documentation("Changes with the state, with how events change it, and with everything that they read.")
        let fingerprint = context.schema.fingerprint(of: aggregate)
        printer.line("\(access)static let fingerprint = \(SwiftLiteral.string(fingerprint))" as String)
        guard let interval = aggregate.snapshotInterval else { return }
        printer.documentation("When snapshots are due.")
        printer.line(
            "\(access)static let snapshots: \(names.SnapshotPolicy)? = .every(\(interval))" as String)
    }

    private func printField(_ field: Field, to printer: inout CodePrinter) {
        printer.documentation(field.description)
        let name = SwiftIdentifier.escaped(field.swiftName)
        let declaration = Layout.text("\(context.access)var \(name): \(context.swiftType(field.type))")
        let value = field.defaultValue.flatMap { DefaultCode(context: context).literal($0, field.type) }
        printer.line(value.map { declaration + " = " + $0 } ?? declaration)
    }

    // MARK: - Events

    /// What an event does to the state; nothing for one that is ignored.
    private struct Step {
        var event: EventDeclaration
        var assignments: [Assignment]
        /// What is read of the event, when that is not all.
        var view: EventView?
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
            for step in steps { printCase(step, to: &printer) }
            printer.line("}" as String)
        }
        printer.blank()
        printApplyRecord(to: &printer)
        for step in steps where !step.assignments.isEmpty { printStep(step, to: &printer) }
    }

    private func printCase(_ step: Step, to printer: inout CodePrinter) {
        let name = SwiftIdentifier.lowercased(step.event.name)
        guard !step.assignments.isEmpty else { return printer.line("case .\(name): break" as String) }
        let prefix = canFail(step) ? "try " : ""
        guard let fields = step.view?.event.versions.last?.fields else {
            return printer.line("case .\(name)(let event): \(prefix)apply(event, meta: meta)" as String)
        }
        let values = fields.map {
            Layout.labelled(
                SwiftIdentifier.label($0.swiftName), .text("event.\(SwiftIdentifier.escaped($0.swiftName))"))
        }
        printer.line("case .\(name)\(fields.isEmpty ? "" : "(let event)"):" as String)
        printer.indented { printer in
            printer.line(.text(prefix) + .call("apply", [.call(step.event.name, values), "meta: meta"]))
        }
    }

    private func printApplyRecord(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation(
            "Changes the state as a stored event says, of which only what the state needs is decoded.")
        let head =
            "\(context.access)mutating func apply(_ record: \(names.RecordedEvent)) throws(\(names.AggregateError))"
        printer.block(.text(head)) { printer in
            printer.line("switch record.type {" as String)
            for step in steps {
                let pattern = "case \(context.pattern(step.event.name)):"
                guard !step.assignments.isEmpty else {
                    printer.line("\(pattern) break" as String)
                    continue
                }
                printer.line(pattern)
                printer.indented { printer in
                    let type = "\(step.event.name).self"
                    printer.line("let event = try \(names.AggregateStep).decode(record, as: \(type))" as String)
                    if canFail(step) {
                        printer.line(
                            "try \(names.AggregateStep).apply(record) { () throws(\(names.EvaluationError)) in"
                                as String)
                        printer.indented { $0.line("try apply(event, meta: record.metadata)" as String) }
                        printer.line("}" as String)
                    } else {
                        printer.line("apply(event, meta: record.metadata)" as String)
                    }
                }
            }
            printer.line("default: throw \(names.AggregateStep).unknownType(record, known: Event.eventTypes)" as String)
            printer.line("}" as String)
        }
    }

    private func canFail(_ step: Step) -> Bool { step.assignments.contains { $0.expression.canFail } }

    private func printStep(_ step: Step, to printer: inout CodePrinter) {
        let plan = AssignmentPlan(assignments: step.assignments, root: "state")
        let needsCopy = plan.readsEarlierTarget || plan.canFailHalfway
        var emitter = ExpressionEmitter(
            context, roots: ["state", "event", "meta"],
            fields: ["state": aggregate.state, "event": step.event.versions.last?.fields ?? []])
        emitter.rename("state", to: "self")
        printer.blank()
        let parameters: [Layout] = [
            .text("_ event: \(step.event.name)"), .text("meta: \(context.names.EventMetadata)"),
        ]
        let throwing = canFail(step) ? " throws(\(context.names.EvaluationError))" : ""
        let head = Layout.text("private mutating func apply") + .list(open: "(", items: parameters, close: ")")
        printer.block(head + .text(throwing)) { printer in
            if needsCopy { printer.line("var next = self" as String) }
            for assignment in step.assignments {
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
