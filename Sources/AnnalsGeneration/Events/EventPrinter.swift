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
            EventConstants(context: context, event: event).print(to: &printer)
        }
        let chain = ChainPrinter(context: context, event: event)
        chain.printOlderVersions(to: &printer) { record($0, conformance: context.names.JSONCodable) }
        chain.printUpcasts(to: &printer)
        CustomSteps(context: context, event: event).print(to: &printer)
        if let retirement = event.retirement {
            RetirementPrinter(context: context, event: event, retirement: retirement).print(to: &printer)
        }
        printer.blank()
        printer.block(.text("extension \(event.name)")) { printer in
            chain.printDecoding(to: &printer)
            printer.blank()
            chain.printValidation(to: &printer)
            chain.printSteps(to: &printer)
        }
    }

    private func record(_ version: EventVersion, conformance: String) -> RecordPrinter {
        RecordPrinter(
            context: context, name: context.ownName(version.id), conformance: conformance, fields: version.fields,
            rules: version.rules,
            description: version.description ?? event.description,
            source: SourcePointer.version(version.id, of: event))
    }
}
