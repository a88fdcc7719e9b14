import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Where the events of a type are stored: the name of their aggregate is the category of the streams, its id their key.
struct EventStream: Hashable {
    /// The name of the aggregate.
    var aggregate: String
    /// The field that identifies it; its type is part of the shapes of its events.
    var id: String

    init?(_ event: EventDeclaration, _ aggregates: [String: AggregateDeclaration]) {
        guard let aggregate = aggregates[event.aggregate] else { return nil }
        (self.aggregate, id) = (aggregate.name, aggregate.id.name)
    }

    /// Reads the form in the lock file; nil for a text that is none.
    init?(text: String) {
        guard case .object(let members)? = try? JSONValue(parsing: text), members.count == 2,
            case .string(let aggregate)? = members["aggregate"], case .string(let id)? = members["id"]
        else { return nil }
        (self.aggregate, self.id) = (aggregate, id)
    }

    /// The form in the lock file: compact JSON with sorted keys.
    var text: String { JSONValue.object(["aggregate": .string(aggregate), "id": .string(id)]).text }
}

extension EventStream {
    /// The lines of the lock file: one an event, so that branches with different events of one aggregate merge.
    static func entries(_ schema: Schema) -> [LockEntry] {
        let aggregates = byName(schema)
        return schema.events.compactMap { event in
            guard let text = EventStream(event, aggregates)?.text else { return nil }
            return LockEntry(
                kind: .stream, name: event.name, version: 1, fingerprint: Fingerprint.of(text), upcast: nil,
                shape: text, declaration: event.location)
        }
    }

    /// The aggregates of a schema by their names.
    static func byName(_ schema: Schema) -> [String: AggregateDeclaration] {
        Dictionary(schema.aggregates.map { ($0.name, $0) }) { first, _ in first }
    }
}
