/// Up to where events are looked at.
public enum StoreMoment: Hashable, Sendable {
    /// All that are there.
    case now
    /// Those up to a position, with it.
    case position(Int)
    /// Those that were recorded up to a time, with it.
    case time(Timestamp)

    /// Whether an event belongs to it.
    public func includes(_ event: EventMetadata) -> Bool {
        switch self {
        case .now: true
        case .position(let position): event.position <= position
        case .time(let time): event.time <= time
        }
    }
}
