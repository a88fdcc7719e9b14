import AnnalsSchema

/// Prints what a projection or an aggregate reads of an event, nested in it under the event's name.
struct EventViewPrinter {
    let context: GenerationContext
    let view: EventView

    init(context: GenerationContext, view: EventView) {
        self.context = context.adding(view.event)
        self.view = view
    }

    func print(to printer: inout CodePrinter) {
        guard let newest = view.event.versions.last else { return }
        printer.blank()
        printer.block(.text("extension \(view.owner)")) { printer in
            record(newest, conformance: context.names.EventView).print(to: &printer) { printer in
                EventConstants(context: context, event: view.original).print(to: &printer)
            }
        }
        let chain = ChainPrinter(context: context, event: view.event)
        chain.printOlderVersions(to: &printer) { record($0, conformance: context.names.JSONReadable) }
        chain.printUpcasts(to: &printer)
        printer.blank()
        printer.block(.text("extension \(view.event.name)")) { printer in
            chain.printDecoding(to: &printer)
            chain.printSteps(to: &printer)
        }
    }

    private func record(_ version: EventVersion, conformance: String) -> RecordPrinter {
        let original = view.original.version(version.id.version)
        return RecordPrinter(
            context: context, name: context.ownName(version.id), conformance: conformance, fields: version.fields,
            allKeys: original?.fields.map(\.name) ?? [],
            description: "What \(view.owner) reads of \(view.original.name).",
            source: SourcePointer.version(original?.id ?? version.id, of: view.original))
    }
}
