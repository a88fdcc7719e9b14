/// Which events of a store to read: those that pass every condition that is set.
public struct EventFilter: Hashable, Sendable {
    /// The categories of their streams; nil for all.
    public var categories: [String]?
    /// Their types; nil for all.
    public var types: [String]?
    /// The latest time that they may have, inclusive; nil for any. Writers may have said when events happened, so that an
    /// event of an earlier time can lie behind one of a later time.
    public var until: Timestamp?
    /// The share of all streams that theirs belong to; nil for all.
    public var partition: StreamPartition?

    /// Creates a filter.
    public init(
        categories: [String]? = nil, types: [String]? = nil, until: Timestamp? = nil, partition: StreamPartition? = nil
    ) {
        self.categories = categories
        self.types = types
        self.until = until
        self.partition = partition
    }

    /// Everything.
    public static let all = EventFilter()
    /// The events of streams of these categories.
    public static func categories(_ categories: [String]) -> EventFilter { EventFilter(categories: categories) }
    /// The events of these types.
    public static func types(_ types: [String]) -> EventFilter { EventFilter(types: types) }
    /// The events of a time and before it.
    public static func until(_ time: Timestamp) -> EventFilter { EventFilter(until: time) }
    /// The events of a share of all streams.
    public static func partition(_ partition: StreamPartition) -> EventFilter { EventFilter(partition: partition) }
}

/// In which order a stream is read.
public enum ReadDirection: Hashable, Sendable {
    /// Oldest first.
    case forwards
    /// Newest first.
    case backwards
}
