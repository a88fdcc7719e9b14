import AnnalsExpression

extension Schema {
    /// The fingerprint of an aggregate: its state, its handlers and all that they read, through every version. When it
    /// changes, a snapshot that is there was made by another definition.
    ///
    /// A new version that leaves what is read as it was changes nothing, and neither does an event that is ignored.
    public func fingerprint(of aggregate: AggregateDeclaration) -> String {
        // The first part changes when the language's meaning or the form of snapshots does.
        var parts = ["state-1", CanonicalShape(aggregate.state, in: self).text]
        let handlers = aggregate.handlers.map { (name: firstName($0.event), handler: $0) }
        for (name, handler) in handlers.sorted(by: { $0.name < $1.name }) {
            let set = handler.assignments.sorted { $0.target < $1.target }.map {
                "\($0.target)=\($0.expression.canonicalText)"
            }
            parts.append("\(name) \(set.joined(separator: ";"))")
            parts += retirements(into: handler.event)
            guard let event = event(handler.event), let newest = event.versions.last else { continue }
            parts += history(of: event, reading: handler.fieldsRead ?? Set(newest.fields.map(\.name)))
        }
        return Fingerprint.of(parts.joined(separator: "\n"))
    }

    /// What is read in place of retired events as an event, and how it came about.
    func retirements(into event: String) -> [String] {
        retired(into: event).flatMap { retired -> [String] in
            guard let retirement = retired.retirement, let newest = retired.versions.last else { return [] }
            return ["\(retired.name): \(retirement.canonicalText)"]
                + history(of: retired, reading: Set(newest.fields.map(\.name)))
        }
    }
}

extension AggregateHandler {
    /// The fields of the event that the handler reads; nil when it is read as a whole.
    fileprivate var fieldsRead: Set<String>? {
        var fields: Set<String> = []
        for assignment in assignments {
            guard let read = assignment.expression.fieldsRead(of: "event") else { return nil }
            fields.formUnion(read)
        }
        return fields
    }
}
