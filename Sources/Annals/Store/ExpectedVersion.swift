/// What a writer believes about a stream; an append fails when it is wrong.
public enum ExpectedVersion: Hashable, Sendable, CustomStringConvertible {
    /// Nothing: the events are appended whatever the stream holds.
    case any
    /// The stream holds no event.
    case noStream
    /// The last event of the stream has this version; 0 means no event.
    case exactly(Int)
    /// The stream holds at least one event.
    case streamExists

    /// Whether a stream whose last event has the version `actual` (0 without events) is as expected.
    public func allows(_ actual: Int) -> Bool {
        switch self {
        case .any: true
        case .noStream: actual == 0
        case .exactly(let version): actual == version
        case .streamExists: actual > 0
        }
    }

    /// The expectation in words.
    public var description: String {
        switch self {
        case .any: "any version"
        case .noStream: "no stream"
        case .exactly(let version): "version \(version)"
        case .streamExists: "an existing stream"
        }
    }
}
