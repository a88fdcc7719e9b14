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

    /// The present name of the event that a stored one is; the stored name when the schema does not know it.
    func name(of event: StoredEvent) -> String {
        index.schema.event(storedAs: event.metadata.type)?.name ?? event.metadata.type
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
