/// The steps of generated projections: each turns the error of its step into one of the projection.
public enum ProjectionStep {
    /// Decodes the event.
    public static func decode<E: DecodableEvent>(_ record: RecordedEvent, as type: E.Type) throws(ProjectionError) -> E
    {
        do throws(EventDecodingError) {
            return try type.decode(record)
        } catch {
            throw ProjectionError(error)
        }
    }

    /// The events that a record stands for.
    @usableFromInline
    static func parts(
        of record: RecordedEvent, _ retired: [any RetiredEvent.Type]
    ) throws(ProjectionError) -> [RecordedEvent] {
        do throws(EventDecodingError) {
            return try record.parts(retired)
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Computes a value whose expression can fail.
    ///
    /// - Parameter step: What it is for, such as `upsert totalOrders`.
    public static func evaluate<Value>(
        _ step: String, _ body: () throws(EvaluationError) -> Value
    ) throws(ProjectionError) -> Value {
        do throws(EvaluationError) {
            return try body()
        } catch {
            throw ProjectionError(error, step: step)
        }
    }

    /// The form of a value in a column, to find rows by it.
    ///
    /// - Parameter step: What it is for, such as `where customerId`.
    public static func column(_ step: String, _ value: some ColumnStorable) throws(ProjectionError) -> ColumnValue {
        do throws(InvalidRow) {
            return try value.columnValue()
        } catch {
            throw ProjectionError(error, step: step)
        }
    }

    /// The form of a value of an enum.
    public static func column<E: RawRepresentable>(
        _ step: String, _ value: E?
    ) throws(ProjectionError) -> ColumnValue where E.RawValue == String {
        do throws(InvalidRow) {
            return try ColumnValue(of: value)
        } catch {
            throw ProjectionError(error, step: step)
        }
    }

    /// Runs a handler that the user wrote.
    public static func custom<Rows>(
        _ step: String, _ rows: inout Rows, _ body: (inout Rows) throws -> Void
    ) throws(ProjectionError) {
        do {
            try body(&rows)
        } catch let error as ProjectionError {
            throw error
        } catch {
            throw ProjectionError(.custom(error), step: step)
        }
    }
}
