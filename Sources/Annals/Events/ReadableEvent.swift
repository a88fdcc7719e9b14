/// An event type whose stored payloads can be read. Generated code conforms to ``Event``, or to ``RetiredEvent`` when no
/// new ones are written.
public protocol ReadableEvent: JSONCodable {
    /// The type's name on the wire.
    static var eventType: String { get }
    /// The names that the type had before: stored events of those types are read as this one. None unless said.
    static var formerTypes: [String] { get }
    /// The newest version, from 1.
    static var eventVersion: Int { get }
    /// Reads a payload of any version, validates it as that version and upcasts it to this type. The only way from
    /// bytes to a typed event, so that no read path can forget to upcast.
    static func decode(version: Int, payload: [UInt8], meta: EventMetadata) throws(EventDecodingError) -> Self
    /// Checks a payload against the version that it claims.
    static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError)
}

extension ReadableEvent {
    /// None.
    public static var formerTypes: [String] { [] }

    /// All names that stored events of this type have, the present one first.
    public static var storedTypes: [String] { [eventType] + formerTypes }

    /// The newest form of a stored event. Throws also when the record is of another type.
    public static func decode(_ record: RecordedEvent) throws(EventDecodingError) -> Self {
        guard record.metadata.type == eventType || formerTypes.contains(record.metadata.type) else {
            throw .unknownType(record.metadata.type, known: storedTypes).at(record.metadata)
        }
        do throws(EventDecodingError) {
            return try decode(version: record.metadata.version, payload: record.payload, meta: record.metadata)
        } catch {
            throw error.at(record.metadata)
        }
    }
}
