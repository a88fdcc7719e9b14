import AnnalsEvaluation
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Folds the events of one stream into the state of an aggregate.
public struct Folder: Sendable {
    private let aggregate: AggregateDeclaration
    private let reader: EventReader
    private var members: OrderedMap<Value>

    /// Creates a folder with the initial state.
    ///
    /// - Throws: ``HandlerFailure`` when the schema has no such aggregate.
    public init(_ schema: Schema, aggregate name: String) throws(HandlerFailure) {
        guard let aggregate = schema.aggregates.first(where: { $0.name == name }) else { throw .unknownName(name) }
        self.aggregate = aggregate
        reader = EventReader(schema)
        members = ExpressionRunner.defaults(aggregate.state, reader.decoder)
    }

    /// Applies an event, or what takes its place; one that the aggregate does not handle changes nothing. After a failure
    /// the state is as before.
    public mutating func apply(_ event: StoredEvent) throws(HandlerFailure) {
        let before = members
        do throws(HandlerFailure) {
            for (name, event) in try reader.events(event) {
                guard let handler = aggregate.handlers.first(where: { $0.event == name }) else { continue }
                members = try next(handler, try reader.roots(event))
            }
        } catch {
            members = before
            throw error
        }
    }

    private func next(
        _ handler: AggregateHandler, _ roots: [String: Value]
    ) throws(HandlerFailure) -> OrderedMap<Value> {
        var roots = roots
        roots["state"] = .record(Scopes.state(aggregate.name), members)
        var next = members
        for assignment in handler.assignments {
            next[assignment.target] = try reader.value(
                of: assignment.expression, roots, step: "set \(assignment.target)")
        }
        return next
    }

    /// The state as JSON in the order of its fields.
    ///
    /// - Throws: ``HandlerFailure`` for a number that JSON cannot write.
    public func state() throws(HandlerFailure) -> JSONValue {
        try reader.json(.record(Scopes.state(aggregate.name), members), aggregate.state)
    }
}
