public import AnnalsJSON

/// An event type whose stored payloads can be read whole. Generated code conforms to ``Event``, or to ``RetiredEvent`` when
/// no new ones are written.
public protocol ReadableEvent: DecodableEvent, JSONCodable {
    /// Checks a payload against the version that it claims.
    static func validate(version: Int, payload: [UInt8]) throws(EventDecodingError)
}
