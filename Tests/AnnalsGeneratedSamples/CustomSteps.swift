public import Annals

// What the samples' schema leaves to the user.

extension Manual {
    /// A whole step.
    public static func upcast(_ old: Manual.V1) throws -> Manual.V2 { Manual.V2(y: old.x, z: 1) }
    /// One field of a step.
    public static func upcastZ(_ old: Manual.V2) throws -> String { "\(old.z)" }
}

extension Happened {
    /// One field of a step.
    public static func upcastWhen(_ old: Happened.V3, meta: EventMetadata) throws -> Timestamp { meta.time }
    /// One field of a step.
    public static func upcastRest(_ old: Happened.V4, meta: EventMetadata) throws -> JSONValue { .null }
}

extension ThingsProjection {
    /// A handler.
    public static func handle(
        _ event: Ignored, meta: EventMetadata, to rows: inout some RowAccess<Things>
    ) throws {
        rows.countMissedUpdate()
    }
}
