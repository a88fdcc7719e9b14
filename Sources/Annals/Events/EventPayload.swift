/// The steps of generated decoders: each turns the error of its step into one that names event type and version.
public enum EventPayload<E: DecodableEvent> {
    /// Reads the payload of one version, and validates it unless the limits say that it is trusted.
    ///
    /// It is one function for each version, which decoding and validation share: inlined it would stand in both, and in
    /// both of their witnesses.
    @inline(never)
    @inlinable
    public static func read<Version: JSONReadable>(
        _ payload: [UInt8], as type: Version.Type, version: Int, limits: JSONLimits = .standard
    ) throws(EventDecodingError) -> Version {
        do throws(InvalidPayload) {
            return try Version(json: payload, limits: limits)
        } catch {
            throw EventDecodingError(.invalidPayload(error), type: E.eventType, version: version)
        }
    }

    /// One step of the chain whose expressions can fail.
    @inlinable
    public static func upcast<New>(
        from old: Int, to new: Int, _ step: () throws(EvaluationError) -> New
    ) throws(EventDecodingError) -> New {
        do throws(EvaluationError) {
            return try step()
        } catch {
            throw EventDecodingError(.upcastFailed(from: old, to: new, error), type: E.eventType, version: old)
        }
    }

    /// One step of the chain that the user wrote.
    @inlinable
    public static func upcastCustom<New>(
        from old: Int, to new: Int, _ step: () throws -> New
    ) throws(EventDecodingError) -> New {
        do {
            return try step()
        } catch {
            throw EventDecodingError(.customStepFailed(from: old, to: new, error), type: E.eventType, version: old)
        }
    }

    /// The error for a version that the generated code does not know.
    public static func unknownVersion(_ version: Int) -> EventDecodingError {
        EventDecodingError(.unknownVersion(newest: E.eventVersion), type: E.eventType, version: version)
    }
}
