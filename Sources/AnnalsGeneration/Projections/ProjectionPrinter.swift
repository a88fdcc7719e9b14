import AnnalsSchema

/// Prints how the rows of a read model follow from events.
struct ProjectionPrinter {
    let context: GenerationContext
    let projection: ProjectionDeclaration

    func print(to printer: inout CodePrinter) {
        let rows = ReadModelPrinter(context: context, projection: projection)
        rows.print(to: &printer)
        if context.options.sqlite { rows.printSQLite(to: &printer) }
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation(
            "How the rows of \(projection.name) follow from events.", source: SourcePointer.projection(projection))
        printer.block(.text("\(access)enum \(projection.name)Projection: \(names.Projection)")) { printer in
            printer.documentation("A row.")
            printer.line("\(access)typealias Row = \(projection.name)" as String)
            printer.documentation("The name; its checkpoint is stored under it.")
            printer.line("\(access)static let name = \(SwiftLiteral.string(projection.name))" as String)
            printer.documentation("Changes with the definition and with everything that it reads.")
            let fingerprint = context.schema.fingerprint(of: projection)
            printer.line("\(access)static let fingerprint = \(SwiftLiteral.string(fingerprint))" as String)
            printer.documentation("The events that it handles.")
            let retired = context.retired(for: projection.handlers.map(\.event))
            let types = (projection.handlers.map(\.event) + retired.map(\.name)).flatMap(context.storedNames).map {
                Layout.text(SwiftLiteral.string($0))
            }
            printer.line(
                .text("\(access)static let eventTypes: [\(names.String)] = ")
                    + .list(open: "[", items: types, close: "]"))
            context.printRetired(retired, "The retired types in whose place it handles the parts.", &printer)
            printer.blank()
            printApply(to: &printer)
            for handler in projection.handlers {
                HandlerPrinter(context: context, projection: projection, handler: handler)?.print(to: &printer)
            }
        }
        for handler in projection.handlers {
            guard let view = HandlerPrinter.view(handler, projection, context) else { continue }
            EventViewPrinter(context: context, view: view).print(to: &printer)
        }
        if projection.hasCustomHandler { printProtocol(to: &printer) }
    }

    private func printApply(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Changes the rows as the event says.")
        let parameters: [Layout] = [
            .text("_ record: \(names.RecordedEvent)"), HandlerPrinter.rows(projection, context),
        ]
        let head =
            Layout.text("\(context.access)static func apply") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.ProjectionError))")
        printer.block(head) { printer in
            printer.line("switch record.type {" as String)
            for handler in projection.handlers {
                let event = Layout.call(
                    "\(names.ProjectionStep).decode", ["record", .text("as: \(handler.event).self")])
                let call = Layout.call("try apply", [event, "meta: record.metadata", "to: &rows"])
                printer.line("case \(context.pattern(handler.event)):" as String)
                printer.indented { $0.line(call) }
            }
            printer.line("default: break" as String)
            printer.line("}" as String)
        }
    }

    private func printProtocol(to printer: inout CodePrinter) {
        printer.blank()
        printer.documentation(
            """
            The handlers of \(projection.name) that the schema leaves to you. Write them in an extension:
            `extension \(projection.name)Projection { static func … }`.
            """)
        printer.block(.text("protocol \(projection.name)Handling")) { printer in
            for handler in projection.handlers {
                guard case .custom = handler.action else { continue }
                let parameters: [Layout] = [
                    .text("_ event: \(handler.event)"), .text("meta: \(context.names.EventMetadata)"),
                    HandlerPrinter.rows(projection, context),
                ]
                printer.line(
                    .text("static func handle") + .list(open: "(", items: parameters, close: ")") + " throws")
            }
        }
        printer.blank()
        printer.line("extension \(projection.name)Projection: \(projection.name)Handling {}" as String)
    }
}
