public import AnnalsJSON

/// What a stored event can be read as: the event itself in its newest version, or a view of it.
/// Generated.
public protocol DecodableEvent: JSONReadable {
    /// The type's name on the wire.
    static var eventType: String { get }
    /// The names that the type had before: stored events of those types are read as this one. None unless said.
    static var formerTypes: [String] { get }
    /// The newest version, from 1.
    static var eventVersion: Int { get }
    /// Reads a payload of any version as that version and upcasts it to this type. The only way from bytes to a typed
    /// event, so that no read path can forget to upcast.
    ///
    /// - Parameter limits: ``JSONLimits/stored`` for a payload that was validated when it was appended.
    static func decode(
        version: Int, payload: [UInt8], meta: EventMetadata, limits: JSONLimits
    ) throws(EventDecodingError) -> Self
}

extension DecodableEvent {
    /// None.
    public static var formerTypes: [String] { [] }

    /// All names that stored events of this type have, the present one first.
    public static var storedTypes: [String] { [eventType] + formerTypes }

    /// Reads a payload of any version, validates it as that version and upcasts it to this type.
    public static func decode(
        version: Int, payload: [UInt8], meta: EventMetadata
    ) throws(EventDecodingError) -> Self {
        try decode(version: version, payload: payload, meta: meta, limits: .standard)
    }

    /// The newest form of a stored event. Throws also when the record is of another type.
    ///
    /// - Parameter validating: Whether the payload is validated again, as it was when it was appended. One that takes the
    ///   place of a retired event was never appended, so it always is.
    public static func decode(
        _ record: RecordedEvent, validating: Bool = false
    ) throws(EventDecodingError) -> Self {
        guard record.metadata.type == eventType || formerTypes.contains(record.metadata.type) else {
            throw .unknownType(record.metadata.type, known: storedTypes).at(record.metadata)
        }
        do throws(EventDecodingError) {
            return try decode(
                version: record.metadata.version, payload: record.payload, meta: record.metadata,
                limits: validating || record.metadata.part > 0 ? .standard : .stored)
        } catch {
            throw error.at(record.metadata)
        }
    }
}

/// The part of an event that one projection or aggregate reads; everything else is skipped and never built. Generated.
public protocol EventView: DecodableEvent {}
