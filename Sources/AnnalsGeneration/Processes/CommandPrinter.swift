import AnnalsSchema

/// Prints a command.
struct CommandPrinter {
    let context: GenerationContext
    let command: CommandDeclaration

    func print(to printer: inout CodePrinter) {
        printer.blank()
        RecordPrinter(
            context: context, name: command.name, conformance: context.names.Command, fields: command.fields,
            description: command.description, source: SourcePointer.command(command)
        ).print(to: &printer) { printer in
            printer.documentation("The type in the outbox.")
            printer.line(
                "\(context.access)static let commandType = \(SwiftLiteral.string(command.name))" as String)
        }
    }
}
