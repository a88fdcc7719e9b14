/// How much a store keeps of a process manager.
public struct ProcessTally: Hashable, Sendable {
    /// How many processes have begun and not ended.
    public var instances = 0
    /// How many timeouts are set.
    public var timeouts = 0
    /// When the next timeout is due; nil when none is set that does not wait.
    public var nextDue: Timestamp?
    /// In how many processes timeouts wait, because one has failed or an event is parked.
    public var held = 0
    /// How many commands are to be delivered, those too that are tried again.
    public var pending = 0
    /// When the first command was emitted that is to be delivered; nil when none is.
    public var oldestPending: Timestamp?
    /// How many of those have failed, and are tried again.
    public var retrying = 0
    /// How many commands failed for good.
    public var parkedCommands = 0

    /// Creates a tally of nothing.
    public init() {}
}

/// A process whose timeouts wait because one has failed.
public struct StuckProcess: Hashable, Sendable {
    /// The key of the process.
    public var key: String
    /// What happened.
    public var reason: String
}

/// How a process manager is doing.
public struct ProcessStatus: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The position up to which every event was handled, or is parked.
    public var position: Int
    /// The position of the last event of the log.
    public var head: Int
    /// How far it is behind.
    public var lag: ProjectionLag
    /// Whether its states are being made anew.
    public var isReplaying: Bool
    /// How many events are parked.
    public var parked: Int
    /// How many events found no process.
    public var missedEvents: Int
    /// How many timeouts ever fired.
    public var firings: Int
    /// Why it stands still; nil while it goes on.
    public var failure: String?
    /// What is kept of it.
    public var tally: ProcessTally
    /// Processes whose timeouts wait because one has failed: at most ten, in the order of their keys.
    public var stuck: [StuckProcess]
    /// How long the oldest command that is not delivered has been waiting; 0 where none is.
    public var commandLag: Duration
    /// By how much the next timeout should have fired already; 0 where none should.
    public var timeoutLag: Duration
}

/// Looks at process managers. It needs no compiled ones.
public struct ProcessMonitor: Sendable {
    /// Where the events come from.
    public let events: any EventStore
    /// Where the states and commands are.
    public let processes: any ProcessStore
    private let now: @Sendable () -> Timestamp

    /// Creates a monitor.
    public init(
        events: any EventStore, processes: any ProcessStore, now: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.events = events
        self.processes = processes
        self.now = now
    }

    /// How process managers are doing that ever ran, in the order of their names.
    ///
    /// - Parameter names: Those of which it is asked; all when nil.
    public func statuses(of names: Set<String>? = nil) async throws(ProcessError) -> [ProcessStatus] {
        let found = try await processes.snapshot {
            transaction throws(ProcessError) -> [(ProcessRecord, ProcessTally, Int, [StuckProcess])] in
            var found: [(ProcessRecord, ProcessTally, Int, [StuckProcess])] = []
            for record in try transaction.records() where names?.contains(record.name) ?? true {
                let parked = try transaction.parked(of: record.name).filter { !$0.isSkipped }
                found.append(
                    (
                        record, try transaction.tally(of: record.name), parked.count,
                        try transaction.stuck(record.name, parked)
                    ))
            }
            return found
        }
        do throws(EventStoreError) {
            // Read after the records, so that no lag is less than nothing.
            let head = try await events.lastPosition()
            let now = now()
            var statuses: [ProcessStatus] = []
            for (record, tally, parked, stuck) in found {
                statuses.append(
                    ProcessStatus(
                        name: record.name, position: record.position, head: head,
                        lag: try await events.lag(behind: record.position, head, now: now),
                        isReplaying: record.isReplaying, parked: parked, missedEvents: record.missedEvents,
                        firings: record.firings, failure: record.failure?.message, tally: tally, stuck: stuck,
                        commandLag: tally.oldestPending?.duration(to: now) ?? .zero,
                        timeoutLag: tally.nextDue?.duration(to: now) ?? .zero))
            }
            return statuses
        } catch {
            throw ProcessError(error)
        }
    }
}

extension ProcessTransaction {
    /// Processes whose timeouts wait for no event, but failed.
    fileprivate func stuck(_ process: String, _ parked: [ParkedEvent]) throws(ProcessError) -> [StuckProcess] {
        let limit = 10
        let keys = Set(parked.flatMap(\.keys).map { UTF8Key($0) })
        let held = try heldInstances(of: process, limit: keys.count + limit)
        return held.filter { !keys.contains(UTF8Key($0.key)) }.prefix(limit).map {
            StuckProcess(key: $0.key, reason: $0.hold ?? "")
        }
    }
}

extension EventStore {
    /// How far someone is behind who has come past the events up to a position.
    func lag(behind position: Int, _ head: Int, now: Timestamp) async throws(EventStoreError) -> ProjectionLag {
        guard position < head, let first = try await readAll(after: position, filter: .all, limit: 1).first else {
            return .none
        }
        return ProjectionLag(events: head - position, time: first.metadata.time.duration(to: now))
    }
}

extension Timestamp {
    /// How long it is from here to a later time; 0 when that is not later.
    fileprivate func duration(to end: Timestamp) -> Duration {
        let duration: Duration =
            .seconds(end.seconds - seconds) + .nanoseconds(Int64(end.nanoseconds - nanoseconds))
        return Swift.max(duration, .zero)
    }
}
