import AnnalsSchema

/// Prints what an event, and each view of it, says about itself: its names on the wire and its newest version.
struct EventConstants {
    let context: GenerationContext
    let event: EventDeclaration

    func print(to printer: inout CodePrinter) {
        let access = context.access
        printer.documentation("The type on the wire.")
        printer.line("\(access)static let eventType = \(SwiftLiteral.string(event.name))" as String)
        if !event.formerNames.isEmpty {
            printer.documentation("The names that the type had before.")
            let former = event.formerNames.map { Layout.text(SwiftLiteral.string($0)) }
            printer.line(
                .text("\(access)static let formerTypes: [\(context.names.String)] = ")
                    + .list(open: "[", items: former, close: "]"))
        }
        printer.documentation("The newest version.")
        printer.line("\(access)static let eventVersion = \(event.versions.last?.id.version ?? 1)" as String)
    }
}
