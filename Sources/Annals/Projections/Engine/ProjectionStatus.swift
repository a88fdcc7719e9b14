/// How far rows are behind the log.
public struct ProjectionLag: Hashable, Sendable {
    /// How many positions of the log the rows have not come past. Events of types that the projection does not handle count
    /// until they are passed.
    public var events: Int
    /// How long ago the first event was recorded that the rows have not come past; 0 when they have come past all.
    public var time: Duration

    /// Creates a lag.
    public init(events: Int, time: Duration) {
        self.events = events
        self.time = time
    }

    /// No lag.
    public static let none = ProjectionLag(events: 0, time: .zero)

    /// The time in seconds.
    public var seconds: Double { time / .seconds(1) }
}

/// How a projection is doing.
public struct ProjectionStatus: Hashable, Sendable {
    /// What a projection does.
    public enum State: String, Hashable, Sendable {
        /// It goes on, or would if an engine ran.
        case active
        /// It was paused by a person.
        case paused
        /// It stands still because something failed.
        case stopped
        /// Its rows were made by another definition than the engine's. Only engines can tell.
        case outdated
    }

    /// How far rows that are made anew have come.
    public struct Rebuild: Hashable, Sendable {
        /// The position up to which every event is in them.
        public var position: Int
        /// When they were begun.
        public var start: Timestamp
        /// Why they stand still; nil while they go on.
        public var failure: String?
    }

    /// The projection's name.
    public var name: String
    /// What it does.
    public var state: State
    /// The position up to which every event is in the rows, or parked.
    public var position: Int
    /// The position of the last event of the log.
    public var head: Int
    /// How far the rows are behind.
    public var lag: ProjectionLag
    /// How many events are parked.
    public var parked: Int
    /// How many `update`s found no row.
    public var missedUpdates: Int
    /// Why it stands still; nil while it goes on.
    public var failure: String?
    /// Rows that are made beside those that are read; nil for none.
    public var rebuild: Rebuild?
    /// When rows that were made anew last took the place of others; nil for never.
    public var rebuiltAt: Timestamp?
}

/// Looks at projections. It needs no compiled ones.
public struct ProjectionMonitor: Sendable {
    /// Where the events come from.
    public let events: any EventStore
    /// Where the rows are.
    public let readModels: any ReadModelStore
    private let now: @Sendable () -> Timestamp
    /// The fingerprints that definitions have now, where that is known.
    var fingerprints: [String: String] = [:]

    /// Creates a monitor.
    public init(
        events: any EventStore, readModels: any ReadModelStore, now: @escaping @Sendable () -> Timestamp = { .now() }
    ) {
        self.events = events
        self.readModels = readModels
        self.now = now
    }

    /// How all projections that ever ran are doing, in the order of their names.
    public func statuses() async throws(ProjectionError) -> [ProjectionStatus] {
        let (records, letters) = try await readModels.snapshot {
            transaction throws(ProjectionError) -> ([ProjectionRecord], [DeadLetter]) in
            (try transaction.records(), try transaction.letters(of: nil, .open))
        }
        do throws(EventStoreError) {
            // Read after the records, so that no lag is less than nothing.
            let head = try await events.lastPosition()
            let now = now()
            var statuses: [ProjectionStatus] = []
            for record in records {
                let parked = letters.count { $0.projection == record.name }
                statuses.append(
                    status(
                        record, head: head,
                        lag: try await events.lag(behind: record.checkpoint.position, head, now: now), parked: parked))
            }
            return statuses
        } catch {
            throw ProjectionError(error)
        }
    }

    private func status(_ record: ProjectionRecord, head: Int, lag: ProjectionLag, parked: Int) -> ProjectionStatus {
        let isOutdated = fingerprints[record.name].map { $0 != record.fingerprint } ?? false
        return ProjectionStatus(
            name: record.name,
            state: record.isPaused ? .paused : record.failure != nil ? .stopped : isOutdated ? .outdated : .active,
            position: record.checkpoint.position, head: head, lag: lag, parked: parked,
            missedUpdates: record.checkpoint.missedUpdates, failure: record.failure?.message,
            rebuild: record.rebuild.map {
                ProjectionStatus.Rebuild(
                    position: $0.checkpoint.position, start: $0.start, failure: $0.failure?.message)
            }, rebuiltAt: record.rebuiltAt)
    }
}

extension ProjectionEngine {
    /// How the engine's projections are doing; those that never ran are left out.
    public nonisolated func statuses() async throws(ProjectionError) -> [ProjectionStatus] {
        var monitor = ProjectionMonitor(events: events, readModels: readModels, now: options.now)
        for projection in projections { monitor.fingerprints[projection.name] = projection.fingerprint }
        return try await monitor.statuses().filter { monitor.fingerprints[$0.name] != nil }
    }
}
