/// Which events of a store to read: those that pass every condition that is set.
public struct EventFilter: Hashable, Sendable {
    /// The categories of their streams; nil for all.
    public var categories: [String]?
    /// Their types; nil for all.
    public var types: [String]?

    /// Creates a filter.
    public init(categories: [String]? = nil, types: [String]? = nil) {
        self.categories = categories
        self.types = types
    }

    /// Everything.
    public static let all = EventFilter()
    /// The events of streams of these categories.
    public static func categories(_ categories: [String]) -> EventFilter { EventFilter(categories: categories) }
    /// The events of these types.
    public static func types(_ types: [String]) -> EventFilter { EventFilter(types: types) }
}

/// In which order a stream is read.
public enum ReadDirection: Hashable, Sendable {
    /// Oldest first.
    case forwards
    /// Newest first.
    case backwards
}
