/// The steps of generated process managers: each turns the error of its step into one of the process.
public enum ProcessStep {
    /// Decodes what is read of an event.
    public static func decode<E: DecodableEvent>(_ record: RecordedEvent, as type: E.Type) throws(ProcessError) -> E {
        do throws(EventDecodingError) {
            return try type.decode(record)
        } catch {
            throw ProcessError(.decoding(error), step: "decode")
        }
    }

    /// Computes a value whose expression can fail.
    ///
    /// - Parameter step: What it is for, such as `set paid`.
    public static func evaluate<Value>(
        _ step: String, _ body: () throws(EvaluationError) -> Value
    ) throws(ProcessError) -> Value {
        do throws(EvaluationError) {
            return try body()
        } catch {
            throw ProcessError(.evaluation(error), step: step)
        }
    }

    /// The events that a record stands for.
    static func parts(
        of record: RecordedEvent, _ retired: [any RetiredEvent.Type]
    ) throws(ProcessError) -> [RecordedEvent] {
        do throws(EventDecodingError) {
            return try record.parts(retired)
        } catch {
            throw ProcessError(.decoding(error), step: "decode")
        }
    }
}
