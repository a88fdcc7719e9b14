public import Annals
import AnnalsInterpreter
import AnnalsJSON
public import AnnalsSchema

/// Finds the stored events that made a row, by running them through the projection of a schema again.
///
/// Only the one row is kept, so that it costs the same memory however many rows the read model has.
public struct RowExplainer: Sendable {
    /// How many events are read at once.
    private static let pageSize = 1000

    private let schema: Schema
    private let projection: ProjectionDeclaration
    private let key: RowKey
    private let upcaster: Upcaster

    /// Creates an explainer.
    public init(_ schema: Schema, of projection: ProjectionDeclaration, key: RowKey) {
        self.schema = schema
        self.projection = projection
        self.key = key
        upcaster = Upcaster(schema)
    }

    /// What made the row up to a moment.
    ///
    /// - Parameter progress: Is told after each page which part of the store was looked at, from 0 to 1.
    /// - Throws: ``EventStoreError`` when the store cannot be read, ``HandlerFailure`` for a value that JSON cannot write,
    ///   and `CancellationError`.
    public func explain(
        _ store: some EventStore, until moment: StoreMoment = .now,
        progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }
    ) async throws -> RowExplanation {
        var explanation = RowExplanation(projection: projection.name, key: key.json, moment: moment)
        var rows = try Projector(schema, projection: projection.name, only: key.json)
        let last = try await store.lastPosition()
        var position = 0
        while position < last {
            try Task.checkCancellation()
            let page = try await store.readAll(after: position, .types(storedTypes), limit: RowExplainer.pageSize)
            for record in page where moment.includes(record.metadata) && record.position <= last {
                try follow(record, &rows, &explanation)
            }
            guard let end = page.last?.position else { break }
            position = end
            if case .position(let wanted) = moment, wanted <= position { break }
            progress(explanation.count, Double(position) / Double(max(1, last)))
        }
        return explanation
    }

    /// The types of the events that the projection handles, and of those whose parts it may handle.
    private var storedTypes: [String] {
        let handled = Set(projection.handlers.map(\.event))
        return schema.events.filter { handled.contains($0.name) || $0.retirement != nil }.flatMap(\.storedNames)
    }

    private func follow(
        _ record: RecordedEvent, _ rows: inout Projector, _ explanation: inout RowExplanation
    ) throws {
        explanation.count += 1
        let payload: JSONValue
        do throws(JSONSyntaxError) {
            payload = try JSONValue(parsing: record.payload)
        } catch {
            explanation.gaps.append(RowGap(event: record.metadata, reason: "the payload is no JSON: \(error)"))
            return
        }
        let event = StoredEvent(payload: payload, metadata: Metadata(record.metadata))
        let before = explanation.row
        do throws(HandlerFailure) {
            // Most events are about other rows, and cost no more than their handler.
            guard try rows.apply(event) else { return }
        } catch {
            explanation.gaps.append(RowGap(event: record.metadata, reason: "\(error)"))
            return
        }
        let after = try rows.table().first
        guard before != after else { return }
        explanation.row = after
        explanation.changes.append(
            RowChange(event: record.metadata, steps: steps(event), before: before, after: after))
    }

    /// The way to the newest version, which the projection has gone already.
    private func steps(_ event: StoredEvent) -> [UpcastTrace.Step] {
        guard schema.event(storedAs: event.metadata.type)?.retirement == nil else { return [] }
        let metadata = event.metadata
        let trace = try? upcaster.upcast(
            event.payload, event: metadata.type, from: metadata.version, metadata: metadata)
        return trace?.steps ?? []
    }
}
