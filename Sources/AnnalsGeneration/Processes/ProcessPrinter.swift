import AnnalsExpression
import AnnalsSchema

/// Prints a process manager: its commands, its state, and what events and timeouts bring about.
struct ProcessPrinter {
    let context: GenerationContext
    let process: ProcessDeclaration

    private var owner: String { "\(process.name)Process" }

    func print(to printer: inout CodePrinter) {
        ProcessCommandPrinter(context: context, process: process).print(to: &printer)
        printState(to: &printer)
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation(
            "What events and timeouts bring about in \(process.name).", source: SourcePointer.process(process))
        printer.block(.text("\(access)enum \(owner): \(names.ProcessManager)")) { printer in
            printConstants(to: &printer)
            printer.blank()
            printHandle(to: &printer)
            for handler in process.handlers { printHandler(handler, to: &printer) }
            printer.blank()
            printTimeouts(to: &printer)
        }
        for handler in process.handlers {
            guard let view = view(handler) else { continue }
            EventViewPrinter(context: context, view: view).print(to: &printer)
        }
    }

    // MARK: - State

    private func printState(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        let fields = process.fields
        printer.blank()
        RecordPrinter(
            context: context, name: process.name, conformance: names.ProcessState, fields: fields,
            checksConstraints: false, description: process.description, source: SourcePointer.process(process)
        ).print(to: &printer)
        printer.blank()
        printer.block(.text("extension \(process.name)")) { printer in
            let writer = SwiftIdentifier.fresh("writer", avoiding: fields.map(\.swiftName))
            printer.documentation("Writes the values of the key, in their order.")
            let label = writer == "writer" ? "to writer" : "to \(writer)"
            printer.block(.text("\(access)func writeKey(\(label): inout \(names.JSONWriter))")) { printer in
                for field in process.key {
                    printer.line(
                        WritingCode(context: context).write(
                            field.type, SwiftIdentifier.escaped(field.swiftName), to: writer))
                }
            }
        }
    }

    private func printConstants(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.documentation("What is known of one process.")
        printer.line("\(access)typealias State = \(process.name)" as String)
        printer.documentation("The commands that it emits.")
        printer.line("\(access)typealias Command = \(process.name)Command" as String)
        if process.timeouts.isEmpty {
            printer.documentation("It waits for no time.")
            printer.line("\(access)typealias Timeout = \(names.NoTimeout)" as String)
        } else {
            printer.blank()
            printer.documentation("The times that it waits for.")
            printer.block(.text("\(access)enum Timeout: \(names.String), \(names.Hashable), \(names.Sendable)")) {
                for timeout in process.timeouts {
                    $0.line("case \(SwiftIdentifier.escaped(timeout.name))" as String)
                }
            }
            printer.blank()
        }
        printer.documentation("The name; its checkpoint, states and commands are stored under it.")
        printer.line("\(access)static let name = \(SwiftLiteral.string(process.name))" as String)
        printer.documentation("Changes with what states and timeouts follow from. Commands do not count.")
        let fingerprint = context.schema.fingerprint(of: process)
        printer.line("\(access)static let fingerprint = \(SwiftLiteral.string(fingerprint))" as String)
        printer.documentation("The events that it handles.")
        let retired = context.retired(for: process.handlers.map(\.event))
        let types = (process.handlers.map(\.event) + retired.map(\.name)).flatMap(context.storedNames).map {
            Layout.text(SwiftLiteral.string($0))
        }
        printer.line(
            .text("\(access)static let eventTypes: [\(names.String)] = ") + .list(open: "[", items: types, close: "]"))
        context.printRetired(retired, "The retired types in whose place it handles the parts.", &printer)
    }

    // MARK: - Events

    private func turn() -> Layout { .text("in process: inout \(context.names.ProcessTurn)<Self>") }

    private func printHandle(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Handles an event.")
        let head =
            Layout.text("\(context.access)static func handle")
            + .list(open: "(", items: [.text("_ record: \(names.RecordedEvent)"), turn()], close: ")")
            + .text(" throws(\(names.ProcessError))")
        printer.block(head) { printer in
            printer.line("switch record.type {" as String)
            for handler in process.handlers {
                let event = Layout.call(
                    "\(names.ProcessStep).decode", ["record", .text("as: \(handler.event).self")])
                printer.line("case \(context.pattern(handler.event)):" as String)
                printer.indented {
                    $0.line(.call("try handle", [event, "meta: record.metadata", "in: &process"]))
                }
            }
            printer.line("default: break" as String)
            printer.line("}" as String)
        }
    }

    private func printHandler(_ handler: ProcessHandler, to printer: inout CodePrinter) {
        let names = context.names
        printer.blank()
        let parameters: [Layout] = [
            .text("_ event: \(handler.event)"), .text("meta: \(names.EventMetadata)"), turn(),
        ]
        let head =
            Layout.text("private static func handle") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.ProcessError))")
        printer.block(head) { printer in
            let reaction = ReactionPrinter(
                context: context, process: process, reaction: handler.reaction,
                roots: ["event", "meta", "state"], event: handler.event)
            let key = zip(process.key, handler.key).map { field, assignment in
                Layout.labelled(
                    SwiftIdentifier.label(field.swiftName),
                    reaction.value(assignment.expression.root, step: "key"))
            }
            let find = Layout.call("process.\(handler.isStart ? "begin" : "find")", [.call(process.name, key)])
            printer.line(
                .text("guard \(reaction.changesStateInPlace ? "var" : "let") state = try ") + find
                    + " else { return }")
            reaction.print(to: &printer)
        }
    }

    private func view(_ handler: ProcessHandler) -> EventView? {
        guard let event = context.event(handler.event) else { return nil }
        let expressions = handler.key.map(\.expression) + handler.reaction.expressions
        return EventView(of: event, owner: owner, reads: expressions.reduce(into: []) { $0.formUnion($1.reads) })
    }

    // MARK: - Timeouts

    private func printTimeouts(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation(process.timeouts.isEmpty ? "There is no timeout." : "Handles a timeout.")
        let timeoutType = process.timeouts.isEmpty ? names.NoTimeout : "Timeout"
        let parameters: [Layout] = [
            .text("_ timeout: \(timeoutType)"), .text("due: \(names.Timestamp)"), .text("of state: \(process.name)"),
            turn(),
        ]
        let head =
            Layout.text("\(context.access)static func handle") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.ProcessError))")
        guard !process.timeouts.isEmpty else { return printer.line(head + " {}") }
        printer.block(head) { printer in
            printer.line("switch timeout {" as String)
            for timeout in process.timeouts {
                let call = Layout.call("try \(function(timeout))", ["due: due", "of: state", "in: &process"])
                printer.line(.text("case .\(SwiftIdentifier.escaped(timeout.name)): ") + call)
            }
            printer.line("}" as String)
        }
        for timeout in process.timeouts { printTimeout(timeout, to: &printer) }
    }

    private func function(_ timeout: ProcessTimeout) -> String { "handle\(SwiftIdentifier.capitalized(timeout.name))" }

    private func printTimeout(_ timeout: ProcessTimeout, to printer: inout CodePrinter) {
        let names = context.names
        printer.blank()
        let parameters: [Layout] = [.text("due: \(names.Timestamp)"), .text("of state: \(process.name)"), turn()]
        let head =
            Layout.text("private static func \(function(timeout))") + .list(open: "(", items: parameters, close: ")")
            + .text(" throws(\(names.ProcessError))")
        printer.block(head) { printer in
            ReactionPrinter(
                context: context, process: process, reaction: timeout.reaction, roots: ["state", "due"], event: nil
            ).print(to: &printer)
        }
    }
}
