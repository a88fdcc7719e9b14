import AnnalsSchema

/// Prints the part of an event that a projection or an aggregate reads, nested in it under the event's name.
struct EventPartPrinter {
    let context: GenerationContext
    let part: EventPart
    /// The Swift type that reads it.
    let owner: String

    init(context: GenerationContext, part: EventPart, owner: String) {
        self.context = context.adding(part.event)
        self.part = part
        self.owner = owner
    }

    func print(to printer: inout CodePrinter) {
        guard let newest = part.event.versions.last else { return }
        let access = context.access
        printer.blank()
        printer.block(.text("extension \(owner)")) { printer in
            record(newest, conformance: context.names.EventView).print(to: &printer) { printer in
                printer.documentation("The type on the wire.")
                printer.line("\(access)static let eventType = \(SwiftLiteral.string(part.original.name))" as String)
                if !part.original.formerNames.isEmpty {
                    printer.documentation("The names that the type had before.")
                    let former = part.original.formerNames.map { Layout.text(SwiftLiteral.string($0)) }
                    printer.line(
                        .text("\(access)static let formerTypes: [\(context.names.String)] = ")
                            + .list(open: "[", items: former, close: "]"))
                }
                printer.documentation("The newest version.")
                printer.line("\(access)static let eventVersion = \(newest.id.version)" as String)
            }
        }
        if part.event.versions.count > 1 { printOlderVersions(to: &printer) }
        for version in part.event.versions {
            UpcastPrinter(context: context, event: part.event, version: version)?.print(to: &printer)
        }
        printer.blank()
        printer.block(.text("extension \(part.event.name)")) { printer in
            let chain = ChainPrinter(context: context, event: part.event)
            chain.printDecoding(to: &printer)
            chain.printSteps(to: &printer)
        }
    }

    private func printOlderVersions(to printer: inout CodePrinter) {
        printer.blank()
        printer.block(.text("extension \(part.event.name)")) { printer in
            let newest = part.event.versions.last?.id.version ?? 1
            VersionAlias(context: context, name: part.event.name, version: newest).print(to: &printer)
            for version in part.event.versions.dropLast() {
                printer.blank()
                record(version, conformance: context.names.JSONReadable).print(to: &printer)
            }
        }
    }

    private func record(_ version: EventVersion, conformance: String) -> RecordPrinter {
        let original = part.original.version(version.id.version)
        return RecordPrinter(
            context: context, name: context.swiftName(version.id).split(separator: ".").last.map(String.init) ?? "",
            conformance: conformance, fields: version.fields, allKeys: original?.fields.map(\.name) ?? [],
            description: "What \(owner) reads of \(part.original.name).",
            source: SourcePointer.version(original?.id ?? version.id, of: part.original))
    }
}
