import AnnalsSchema

/// Prints the sum type of the commands that a process emits.
struct ProcessCommandPrinter {
    let context: GenerationContext
    let process: ProcessDeclaration

    /// The commands, in the order of the schema.
    private var commands: [String] {
        let emitted = Set(process.commands)
        return context.schema.commands.map(\.name).filter(emitted.contains)
    }

    func print(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation("The commands of \(process.name).", source: SourcePointer.process(process))
        printer.block(.text("\(access)enum \(process.name)Command: \(names.ProcessCommand)")) { printer in
            for command in commands {
                printer.documentation(context.schema.command(command)?.description)
                printer.line("case \(SwiftIdentifier.lowercased(command))(\(command))" as String)
            }
            printer.blank()
            printer.documentation("The types in the outbox.")
            let types = commands.map { Layout.text(SwiftLiteral.string($0)) }
            printer.line(
                .text("\(access)static let commandTypes: [\(names.String)] = ")
                    + .list(open: "[", items: types, close: "]"))
            printer.blank()
            printDecoding(to: &printer)
            printer.blank()
            printCommand(to: &printer)
        }
    }

    private func printDecoding(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Reads and validates a command from the outbox; one of another type is an error.")
        let head =
            "\(context.access)init(_ record: \(names.OutboxCommand)) throws(\(names.CommandDecodingError))"
        printer.block(.text(head)) { printer in
            printer.line("switch record.type {" as String)
            for command in commands {
                let name = SwiftIdentifier.lowercased(command)
                printer.line(
                    "case \(SwiftLiteral.string(command)): self = .\(name)(try \(command).decode(record))" as String)
            }
            let error = "\(names.CommandDecodingError)(.unknownType(known: Self.commandTypes), type: record.type)"
            printer.line("default: throw \(error)" as String)
            printer.line("}" as String)
        }
    }

    private func printCommand(to printer: inout CodePrinter) {
        printer.documentation("The command itself.")
        printer.block(.text("\(context.access)var command: any \(context.names.Command)")) { printer in
            guard !commands.isEmpty else { return printer.line("switch self {}" as String) }
            printer.line("switch self {" as String)
            for command in commands {
                printer.line("case .\(SwiftIdentifier.lowercased(command))(let command): command" as String)
            }
            printer.line("}" as String)
        }
    }
}
