import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsJSON
import AnnalsSchema

/// What folds and projections share: events at their newest version, and expressions.
struct EventReader: Sendable {
    let index: ShapeIndex
    let decoder: PayloadDecoder
    let encoder: PayloadEncoder
    let expressions: ExpressionRunner
    private let upcaster: Upcaster

    init(_ schema: Schema) {
        index = ShapeIndex(schema)
        decoder = PayloadDecoder(index)
        encoder = PayloadEncoder(index)
        expressions = ExpressionRunner(index)
        upcaster = Upcaster(schema)
    }

    /// The events that a stored one stands for, under their present names: itself, or what takes its place.
    func events(_ event: StoredEvent) throws(HandlerFailure) -> [(name: String, event: StoredEvent)] {
        guard let declaration = index.schema.event(storedAs: event.metadata.type) else { return [] }
        guard declaration.retirement != nil else { return [(declaration.name, event)] }
        do throws(UpcastFailure) {
            return try upcaster.parts(of: event).map { ($0.metadata.type, $0) }
        } catch {
            throw .upcast(error)
        }
    }

    /// The roots `event` and `meta`.
    func roots(_ event: StoredEvent) throws(HandlerFailure) -> [String: Value] {
        let metadata = event.metadata
        let newest: JSONValue
        do throws(UpcastFailure) {
            newest = try upcaster.upcast(
                event.payload, event: metadata.type, from: metadata.version, metadata: metadata
            ).payload
        } catch {
            throw .upcast(error)
        }
        guard let version = index.schema.event(storedAs: metadata.type)?.versions.last,
            let value = try? decoder.decode(newest, as: version)
        else { throw .unknownName(metadata.type) }
        return ["event": value, "meta": metadata.value]
    }

    /// The value of an expression.
    func value(
        of expression: CheckedExpression, _ roots: [String: Value], step: String
    ) throws(HandlerFailure) -> Value {
        do throws(EvaluationError) {
            return try expressions.value(of: expression, roots)
        } catch {
            throw .evaluation(error, step: step)
        }
    }

    /// The JSON of a state or row.
    func json(_ value: Value, _ fields: [Field]) throws(HandlerFailure) -> JSONValue {
        do throws(PayloadEncoder.Failure) {
            return try encoder.encode(value, fields: fields)
        } catch {
            throw .unwritable(error)
        }
    }
}
