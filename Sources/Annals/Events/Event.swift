/// The newest version of an event type. Generated; an old version does not conform.
public protocol Event: JSONCodable {
    /// The type's name on the wire.
    static var eventType: String { get }
    /// The newest version, from 1.
    static var eventVersion: Int { get }
    /// Reads a payload of any version, validates it as that version and upcasts it to this type. The only way from
    /// bytes to a typed event, so that no read path can forget to upcast.
    static func decode(version: Int, payload: [UInt8], meta: EventMetadata) throws(EventDecodingError) -> Self
    /// Checks a payload against the version that it claims.
    static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError)
}

extension Event {
    /// The newest form of a stored event. Throws also when the record is of another type.
    public static func decode(_ record: RecordedEvent) throws(EventDecodingError) -> Self {
        guard record.metadata.type == eventType else {
            throw .unknownType(record.metadata.type, known: [eventType]).at(record.metadata)
        }
        do throws(EventDecodingError) {
            return try decode(version: record.metadata.version, payload: record.payload, meta: record.metadata)
        } catch {
            throw error.at(record.metadata)
        }
    }
}
