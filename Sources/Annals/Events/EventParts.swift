/// Collects what takes the place of a retired event; generated code adds one part after the other.
public struct EventParts<Retired: RetiredEvent> {
    private var parts: [EventPart] = []
    private var count = 0

    /// Begins without parts.
    public init() {}

    /// Adds the next part of the schema, unless its condition is not met.
    ///
    /// - Parameter make: Makes the part; nil when its condition is not met.
    public mutating func add<Part: JSONCodable>(
        _ type: String, version: Int, _ make: () throws(EvaluationError) -> Part?
    ) throws(EventDecodingError) {
        count += 1
        let part: Part?
        do throws(EvaluationError) {
            part = try make()
        } catch {
            throw failure(.partFailed(count, into: type, error))
        }
        guard let part else { return }
        do throws(UnencodableValue) {
            parts.append(EventPart(number: count, type: type, version: version, payload: try part.json()))
        } catch {
            throw failure(.unencodable(error))
        }
    }

    /// The parts.
    ///
    /// - Parameter mayBeNone: Whether an event of which nothing is left is right.
    public func all(mayBeNone: Bool) throws(EventDecodingError) -> [EventPart] {
        guard mayBeNone || !parts.isEmpty else { throw failure(.noPart) }
        return parts
    }

    private func failure(_ reason: EventDecodingError.Reason) -> EventDecodingError {
        EventDecodingError(reason, type: Retired.eventType, version: Retired.eventVersion)
    }
}
