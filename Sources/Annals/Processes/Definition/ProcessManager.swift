/// What follows events, keeps a state for each key, and emits commands, at once or when time is up. Generated.
///
/// It decides from events and its own state alone, so that it can be made anew from the events.
public protocol ProcessManager: Sendable {
    /// What is known of one process: its key and what its events have set.
    associatedtype State: ProcessState
    /// Its commands, as a sum type.
    associatedtype Command: ProcessCommand
    /// The names of its timeouts; ``NoTimeout`` without any.
    associatedtype Timeout: RawRepresentable<String>, Hashable, Sendable
    /// The name; its checkpoint, states and commands are stored under it.
    static var name: String { get }
    /// Identifies what states and timeouts follow from: those of another fingerprint are not continued.
    static var fingerprint: String { get }
    /// The types of the events that it handles, and of retired ones that it handles parts of. Others never reach it.
    static var eventTypes: [String] { get }
    /// The retired event types in whose place it handles the parts. None unless said.
    static var retired: [any RetiredEvent.Type] { get }
    /// Handles an event. What it throws undoes what the event had changed.
    static func handle(_ record: RecordedEvent, in process: inout ProcessTurn<Self>) throws(ProcessError)
    /// Handles a timeout.
    static func handle(
        _ timeout: Timeout, due: Timestamp, of state: State, in process: inout ProcessTurn<Self>
    ) throws(ProcessError)
}

extension ProcessManager {
    /// None.
    public static var retired: [any RetiredEvent.Type] { [] }
}

/// The timeouts of a process that has none.
public enum NoTimeout: RawRepresentable, Hashable, Sendable {
    /// There is none of any name.
    public init?(rawValue: String) { nil }

    /// No timeout has a name.
    public var rawValue: String {
        switch self {}
    }
}
