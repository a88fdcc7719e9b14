import AnnalsSchema

extension GenerationContext {
    /// Prints the list of the retired events that a sum type or a projection reads in parts; nothing when there is none.
    func printRetired(_ events: [EventDeclaration], _ documentation: String, _ printer: inout CodePrinter) {
        guard !events.isEmpty else { return }
        printer.documentation(documentation)
        printer.line(
            .text("\(access)static let retired: [any \(names.RetiredEvent).Type] = ")
                + .list(open: "[", items: events.map { .text("\($0.name).self") }, close: "]"))
    }

    /// The retired events that become some of the events that a projection or a process handles.
    func retired(for events: [String]) -> [EventDeclaration] {
        let found = Set(events.flatMap { schema.retired(into: $0).map(\.name) })
        return schema.events.filter { found.contains($0.name) }
    }
}
