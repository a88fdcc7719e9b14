/// What a store is asked for, as spans, metrics and lines name it.
enum StoreOperation: String, CaseIterable, Sendable {
    case append
    case readStream = "read_stream"
    case readAll = "read_all"
    case readEvent = "read_event"
    case readVersion = "read_version"
    case readPosition = "read_position"
    case readMetadata = "read_metadata"
    case setMetadata = "set_metadata"
    case truncate
    case restore

    /// Looks at the end of a store are too many for spans and say nothing.
    var hasSpan: Bool { self != .readPosition }
}
