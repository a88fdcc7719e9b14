import AnnalsSchema

/// Prints the file that lists all events, projections and process managers.
struct RegistryPrinter {
    let context: GenerationContext

    func print(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation("Everything that the schemas declare.")
        printer.block(.text("\(access)enum AnnalsRegistry")) { printer in
            printer.documentation("All events, in the order of the schemas.")
            let events = context.schema.events.filter { $0.retirement == nil }.map { Layout.text("\($0.name).self") }
            let retired = context.schema.events.filter { $0.retirement != nil }.map { Layout.text("\($0.name).self") }
            let head = Layout.text("\(access)static let registry = \(names.EventRegistry)")
            let list = Layout.list(open: "[", items: events, close: "]")
            if retired.isEmpty {
                printer.line(head + "(events: " + list + ")")
            } else {
                let arguments = [
                    .labelled("events", list),
                    Layout.labelled("retired", .list(open: "[", items: retired, close: "]")),
                ]
                printer.line(head + .list(open: "(", items: arguments, close: ")"))
            }
            printer.blank()
            printer.documentation("All projections, in the order of the schemas.")
            let projections = context.schema.projections.map { Layout.text("\($0.name)Projection.self") }
            printer.line(
                .text("\(access)static let projections: [any \(names.Projection).Type] = ")
                    + .list(open: "[", items: projections, close: "]"))
            guard !context.schema.processes.isEmpty else { return }
            printer.blank()
            printer.documentation("All process managers, in the order of the schemas.")
            let processes = context.schema.processes.map { Layout.text("\($0.name)Process.self") }
            printer.line(
                .text("\(access)static let processes: [any \(names.ProcessManager).Type] = ")
                    + .list(open: "[", items: processes, close: "]"))
        }
    }
}
