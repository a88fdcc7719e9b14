import AnnalsExpression
import AnnalsSchema

/// Prints what one event does to the rows.
struct HandlerPrinter {
    let context: GenerationContext
    let projection: ProjectionDeclaration
    let handler: ProjectionHandler
    private let emitter: ExpressionEmitter
    /// The Swift name of an element of the loop.
    private let element: String

    init?(context: GenerationContext, projection: ProjectionDeclaration, handler: ProjectionHandler) {
        guard let event = context.event(handler.event)?.versions.last else { return nil }
        self.context = context
        self.projection = projection
        self.handler = handler
        // The last three are locals of the function, which a loop's variable must not shadow.
        let outer = ExpressionEmitter(
            context, roots: ["event", "meta", "row", "rows", "key", "next"],
            fields: ["event": event.fields, "row": projection.storedColumns.map(\.field)])
        (emitter, element) = handler.loop.map { outer.binding([$0.variable]) } ?? (outer, "")
    }

    /// `to rows: inout some RowAccess<OrderSummary>`
    static func rows(_ projection: ProjectionDeclaration, _ context: GenerationContext) -> Layout {
        .text("to rows: inout some \(context.names.RowAccess)<\(projection.name)>")
    }

    /// What the handler reads of its event, when that is not all of it.
    static func view(
        _ handler: ProjectionHandler, _ projection: ProjectionDeclaration, _ context: GenerationContext
    ) -> EventView? {
        guard let event = context.event(handler.event) else { return nil }
        // The user's function gets the event itself.
        if case .custom = handler.action { return nil }
        return EventView(
            of: event, owner: "\(projection.name)Projection",
            reads: handler.reads)
    }

    func print(to printer: inout CodePrinter) {
        let names = context.names
        printer.blank()
        let parameters: [Layout] = [
            .text("_ event: \(handler.event)"), .text("meta: \(names.EventMetadata)"),
            HandlerPrinter.rows(projection, context),
        ]
        let head =
            Layout.text("private static func apply") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.ProjectionError))")
        printer.block(head) { printer in
            guard let loop = handler.loop else { return printStep(to: &printer) }
            let list = value(loop.list.root, step: "forEach")
            // A closure would read as the body of the loop.
            let parenthesized = list.flat.contains("{") ? "(" + list + ")" : list
            printer.block(.text("for \(element) in ") + parenthesized) { printStep(to: &$0) }
        }
    }

    // MARK: - Actions

    private func printStep(to printer: inout CodePrinter) {
        switch handler.action {
        case .upsert(let assignments):
            printKey(to: &printer)
            printUpsert(AssignmentPlan(assignments: assignments, root: "row"), to: &printer)
        case .update(let assignments) where !handler.filter.isEmpty:
            let plan = AssignmentPlan(assignments: assignments, root: "row")
            printRows(plan.readsEarlierTarget ? "row" : "var row", to: &printer) { printer in
                printAssignments(plan, "update", to: &printer)
            }
        case .update(let assignments):
            printKey(to: &printer)
            printUpdate(AssignmentPlan(assignments: assignments, root: "row"), to: &printer)
        case .delete where !handler.filter.isEmpty:
            printRows("row", to: &printer) { $0.line("try rows.delete(row.key)" as String) }
        case .delete:
            printer.line(.call("try rows.delete", [key()]))
        case .custom:
            let call = Layout.call("try handle", ["event", "meta: meta", "to: &$0"])
            let step = SwiftLiteral.string("custom \(handler.event)")
            printer.line(
                .text("try \(context.names.ProjectionStep).custom(\(step), &rows) ")
                    + .closure(parameters: "", body: call))
        }
    }

    /// A loop over the rows of a `where`.
    private func printRows(_ row: String, to printer: inout CodePrinter, _ body: (inout CodePrinter) -> Void) {
        let conditions = handler.filter.compactMap { condition -> Layout? in
            guard let column = column(condition.target) else { return nil }
            let value = value(condition.expression.root, step: "where \(condition.target)")
            return .text("\(SwiftLiteral.string(column.name)): ")
                + ColumnCode(context: context).finding(column, value)
        }
        let find = Layout.call("try rows.rows", ["where: " + .list(open: "[", items: conditions, close: "]")])
        printer.block(.text("for \(row) in ") + find) { body(&$0) }
    }

    private func printKey(to printer: inout CodePrinter) { printer.line("let key = " + key()) }

    private func key() -> Layout {
        guard handler.key.count != 1 else { return value(handler.key[0].expression.root, step: "key") }
        let arguments = handler.key.map { assignment in
            Layout.labelled(
                SwiftIdentifier.label(column(assignment.target)?.swiftName ?? assignment.target),
                value(assignment.expression.root, step: "key"))
        }
        return .call("\(projection.name).Key", arguments)
    }

    private func printUpdate(_ plan: AssignmentPlan, to printer: inout CodePrinter) {
        let keyword = plan.readsEarlierTarget ? "let" : "var"
        printer.line("guard \(keyword) row = try rows.row(key) else {" as String)
        printer.indented { printer in
            printer.line("rows.countMissedUpdate()" as String)
            printer.line(handler.loop == nil ? "return" : "continue" as String)
        }
        printer.line("}" as String)
        printAssignments(plan, "update", to: &printer)
    }

    private func printUpsert(_ plan: AssignmentPlan, to printer: inout CodePrinter) {
        let assigned = Set(plan.assignments.map(\.target))
        if !plan.readsRoot, projection.columns.allSatisfy({ assigned.contains($0.field.name) }) {
            // Nothing of a row that is there stays, so it need not be read.
            return printer.line(.call("try rows.save", [newRow(plan, of: projection.columns)]))
        }
        let computed = computedBefore(plan)
        for assignment in computed {
            let code = value(assignment.expression.root, step: "upsert \(assignment.target)")
            printer.line(.text("let \(property(assignment.target)) = ") + code)
        }
        let required = projection.columns.filter { $0.field.isRequired }
        let row = newRow(plan, of: required, computed)
        let keyword = plan.readsEarlierTarget ? "let" : "var"
        let canFail = plan.assignments.contains { assignment in
            assignment.expression.canFail && required.contains { $0.field.name == assignment.target }
                && !computed.contains { $0.target == assignment.target }
        }
        if canFail {
            printer.line("\(keyword) row: \(projection.name)" as String)
            printer.line("if let stored = try rows.row(key) {" as String)
            printer.indented { $0.line("row = stored" as String) }
            printer.line("} else {" as String)
            printer.indented { $0.line("row = " + row) }
            printer.line("}" as String)
        } else {
            printer.line(.text("\(keyword) row = try rows.row(key) ?? ") + row)
        }
        printAssignments(plan, "upsert", computed, to: &printer)
    }

    /// Values that a new row has to be made with, which can fail and do not read the row: they are computed once, before it.
    private func computedBefore(_ plan: AssignmentPlan) -> [Assignment] {
        let taken: Set<String> = ["event", "meta", "key", "row", "rows", "next", handler.loop?.variable ?? ""]
        // The first failure is the one that is told, so none goes ahead of another.
        let ahead = plan.assignments.filter(\.expression.canFail).prefix { !$0.expression.root.reads(plan.root) }
        return ahead.filter { assignment in
            guard let field = column(assignment.target), field.isRequired else { return false }
            return !taken.contains(field.swiftName)
        }
    }

    /// A row with the key, the values of some columns, and the defaults of the others. Where a value reads another
    /// column, that is its default, because the row is new.
    ///
    /// - Parameter computed: Values that have names already.
    private func newRow(_ plan: AssignmentPlan, of columns: [Column], _ computed: [Assignment] = []) -> Layout {
        var emitter = emitter
        let defaults = DefaultCode(context: context)
        for column in projection.columns {
            let field = column.field
            let value = field.defaultValue.flatMap { defaults.literal($0, field.type) }
            emitter.replacements["row.\(field.name)"] = value ?? .text("(nil as \(context.swiftType(field.type)))")
        }
        for column in projection.key { emitter.replacements["row.\(column.field.name)"] = keyPart(column) }
        let values = columns.compactMap { column in
            plan.assignments.first { $0.target == column.field.name }.map { assignment in
                let isComputed = computed.contains { $0.target == assignment.target }
                return Layout.labelled(
                    SwiftIdentifier.label(column.field.swiftName),
                    isComputed
                        ? .text(property(assignment.target))
                        : value(assignment.expression.root, step: "upsert \(assignment.target)", emitter))
            }
        }
        let key = projection.key.map {
            Layout.labelled(SwiftIdentifier.label($0.field.swiftName), keyPart($0))
        }
        return .call(projection.name, key + values)
    }

    private func keyPart(_ column: Column) -> Layout {
        projection.key.count == 1 ? "key" : .text("key.\(SwiftIdentifier.escaped(column.field.swiftName))")
    }

    private func printAssignments(
        _ plan: AssignmentPlan, _ step: String, _ computed: [Assignment] = [], to printer: inout CodePrinter
    ) {
        let target = plan.readsEarlierTarget ? "next" : "row"
        if plan.readsEarlierTarget { printer.line("var next = row" as String) }
        for assignment in plan.assignments {
            let isComputed = computed.contains { $0.target == assignment.target }
            let code =
                isComputed
                ? .text(property(assignment.target))
                : value(assignment.expression.root, step: "\(step) \(assignment.target)")
            printer.line(.text("\(target).\(property(assignment.target)) = ") + code)
        }
        printer.line("try rows.save(\(target))" as String)
    }

    // MARK: - Expressions

    /// The value of an expression; a failure says at which step it was.
    private func value(_ node: TypedNode, step: String, _ emitter: ExpressionEmitter? = nil) -> Layout {
        let code = (emitter ?? self.emitter).expression(node)
        guard node.canFail else { return code }
        let names = context.names
        return .text("try \(names.ProjectionStep).evaluate(\(SwiftLiteral.string(step))) ")
            + .closure(parameters: "() throws(\(names.EvaluationError))", body: code)
    }

    private func property(_ name: String) -> String {
        SwiftIdentifier.escaped(column(name)?.swiftName ?? name)
    }

    private func column(_ name: String) -> Field? {
        projection.allColumns.first { $0.field.name == name }?.field
    }
}
