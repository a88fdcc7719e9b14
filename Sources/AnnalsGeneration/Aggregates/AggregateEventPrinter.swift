import AnnalsSchema

/// Prints the sum type of an aggregate's events.
struct AggregateEventPrinter {
    let context: GenerationContext
    let aggregate: AggregateDeclaration

    func print(to printer: inout CodePrinter) {
        let (names, access) = (context.names, context.access)
        printer.blank()
        printer.documentation(
            "The events of \(aggregate.name), each in its newest version.",
            source: SourcePointer.aggregate(aggregate))
        printer.block(.text("\(access)enum \(aggregate.name)Event: \(names.AggregateEvent)")) { printer in
            for event in aggregate.events {
                printer.documentation(context.event(event)?.description)
                printer.line("case \(SwiftIdentifier.lowercased(event))(\(event))" as String)
            }
            printer.blank()
            printer.documentation("The types on the wire.")
            let types = aggregate.events.flatMap(context.storedNames).map { Layout.text(SwiftLiteral.string($0)) }
            printer.line(
                .text("\(access)static let eventTypes: [\(names.String)] = ")
                    + .list(open: "[", items: types, close: "]"))
            context.printRetired(
                context.retiredEvents(of: aggregate.name), "The retired types in whose place their parts are read.",
                &printer)
            printer.blank()
            printDecoding(to: &printer)
            printer.blank()
            printEvent(to: &printer)
        }
    }

    private func printDecoding(to printer: inout CodePrinter) {
        let names = context.names
        printer.documentation("Decodes and upcasts a record; one of another type is an error.")
        let head = "\(context.access)init(_ record: \(names.RecordedEvent)) throws(\(names.EventDecodingError))"
        printer.block(.text(head)) { printer in
            printer.line("switch record.type {" as String)
            for event in aggregate.events {
                let name = SwiftIdentifier.lowercased(event)
                printer.line(
                    "case \(context.pattern(event)): self = .\(name)(try \(event).decode(record))" as String)
            }
            printer.line("default: throw .unknownType(record.type, known: Self.eventTypes)" as String)
            printer.line("}" as String)
        }
    }

    private func printEvent(to printer: inout CodePrinter) {
        printer.documentation("The event itself.")
        printer.block(.text("\(context.access)var event: any \(context.names.Event)")) { printer in
            printer.line("switch self {" as String)
            for event in aggregate.events {
                printer.line("case .\(SwiftIdentifier.lowercased(event))(let event): event" as String)
            }
            printer.line("}" as String)
        }
    }
}
