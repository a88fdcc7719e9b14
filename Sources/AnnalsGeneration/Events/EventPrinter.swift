import AnnalsSchema

/// Prints an event: the newest version under the plain name with its `Event` conformance, older ones nested in it, the
/// upcasters, and the chain from any version to the newest.
struct EventPrinter {
    let context: GenerationContext
    let event: EventDeclaration

    func print(to printer: inout CodePrinter) {
        guard let newest = event.versions.last else { return }
        printer.blank()
        record(newest, conformance: event.retirement == nil ? context.names.Event : context.names.RetiredEvent).print(
            to: &printer
        ) { printer in
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
            printer.line("\(access)static let eventVersion = \(newest.id.version)" as String)
        }
        printOlderVersions(newest, to: &printer)
        for version in event.versions {
            UpcastPrinter(context: context, event: event, version: version)?.print(to: &printer)
        }
        CustomSteps(context: context, event: event).print(to: &printer)
        if let retirement = event.retirement {
            RetirementPrinter(context: context, event: event, retirement: retirement).print(to: &printer)
        }
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            let chain = ChainPrinter(context: context, event: event)
            chain.printDecoding(to: &printer)
            printer.blank()
            chain.printValidation(to: &printer)
            chain.printSteps(to: &printer)
        }
    }

    private func record(_ version: EventVersion, conformance: String) -> RecordPrinter {
        RecordPrinter(
            context: context, name: context.swiftName(version.id).split(separator: ".").last.map(String.init) ?? "",
            conformance: conformance, fields: version.fields, rules: version.rules,
            description: version.description ?? event.description,
            source: SourcePointer.version(version.id, of: event))
    }

    private func printOlderVersions(_ newest: EventVersion, to printer: inout CodePrinter) {
        guard event.versions.count > 1 else { return }
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            VersionAlias(context: context, name: event.name, version: newest.id.version).print(to: &printer)
            for version in event.versions.dropLast() {
                printer.blank()
                record(version, conformance: context.names.JSONCodable).print(to: &printer)
            }
        }
    }
}
