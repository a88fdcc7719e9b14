import AnnalsExpression

extension Schema {
    /// The fingerprint of a process: its state, what changes it, its timeouts and all that these read of events, through
    /// every version. When it changes, the states that are there were made by another definition.
    ///
    /// Commands say nothing here, because no state follows from them.
    public func fingerprint(of process: ProcessDeclaration) -> String {
        var parts = [
            "process-1", CanonicalShape(process.fields, in: self).text, process.key.map(\.name).joined(separator: ","),
        ]
        let handlers = process.handlers.map { (name: firstName($0.event), handler: $0) }
        for (name, handler) in handlers.sorted(by: { $0.name < $1.name }) {
            let key = handler.key.map { "\($0.target)=\($0.expression.canonicalText)" }.joined(separator: ";")
            parts.append(
                "\(name)\(handler.isStart ? " starts" : "") [\(key)] \(handler.reaction.canonicalTextOfState)")
            parts += retirements(into: handler.event)
            guard let event = event(handler.event), let newest = event.versions.last else { continue }
            let expressions = handler.key.map(\.expression) + handler.reaction.expressionsOfState
            parts += history(
                of: event, reading: expressions.fieldsRead(of: "event") ?? Set(newest.fields.map(\.name)))
        }
        for timeout in process.timeouts.sorted(by: { $0.name < $1.name }) {
            parts.append("timeout \(timeout.name) \(timeout.reaction.canonicalTextOfState)")
        }
        return Fingerprint.of(parts.joined(separator: "\n"))
    }
}

extension [CheckedExpression] {
    /// The fields of a root that some of them read; nil when it is read as a whole.
    fileprivate func fieldsRead(of root: String) -> Set<String>? {
        var fields: Set<String> = []
        for expression in self {
            guard let read = expression.fieldsRead(of: root) else { return nil }
            fields.formUnion(read)
        }
        return fields
    }
}

extension ProcessReaction {
    /// The expressions on which states and timeouts depend.
    fileprivate var expressionsOfState: [CheckedExpression] {
        [condition, end].compactMap(\.self) + assignments.map(\.expression) + deadlines.map(\.due.expression)
    }

    /// What happens to state and timeouts.
    fileprivate var canonicalTextOfState: String {
        let set = assignments.sorted { $0.target < $1.target }.map {
            "\($0.target)=\($0.expression.canonicalText)"
        }
        let deadlines = deadlines.sorted { $0.timeout < $1.timeout }.map { deadline in
            switch deadline.due {
            case .after(let expression): "\(deadline.timeout) after \(expression.canonicalText)"
            case .at(let expression): "\(deadline.timeout) at \(expression.canonicalText)"
            }
        }
        let parts = [
            condition.map { ["when \($0.canonicalText)"] } ?? [], deadlines,
            cancelled.sorted().map { "cancel \($0)" }, ["set \(set.joined(separator: ";"))"],
            end.map { ["end \($0.canonicalText)"] } ?? [],
        ]
        return parts.flatMap(\.self).joined(separator: " | ")
    }
}
