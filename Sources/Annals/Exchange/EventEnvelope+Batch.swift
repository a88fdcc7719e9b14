extension EventEnvelope {
    /// The media type of one event in the JSON format of CloudEvents.
    public static let mediaType = "application/cloudevents+json"
    /// The media type of several in an array, which `batch(parsing:)` and `batch(_:as:)` read and write.
    public static let batchMediaType = "application/cloudevents-batch+json"

    /// Reads a JSON array of envelopes, each in either form.
    ///
    /// Throws ``EnvelopeError`` when it is no JSON array, or when one of them is no envelope, which it names by its number.
    public static func batch(parsing bytes: [UInt8]) throws(EnvelopeError) -> [EventEnvelope] {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw EnvelopeError("the batch: \(error)")
        }
        guard case .array(let elements) = value else { throw EnvelopeError("a batch of events is a JSON array") }
        var envelopes: [EventEnvelope] = []
        for element in elements {
            do throws(EnvelopeError) {
                envelopes.append(try EventEnvelope(json: element))
            } catch {
                throw EnvelopeError("event \(envelopes.count + 1) of the batch: \(error)")
            }
        }
        return envelopes
    }

    /// Envelopes as a JSON array; by default a batch of CloudEvents.
    public static func batch(_ envelopes: [EventEnvelope], as form: EnvelopeForm = .cloudEvents) -> [UInt8] {
        JSONValue.array(envelopes.map { $0.json(as: form) }).bytes
    }
}
