/// How an engine waits: with a clock that tests move by hand.
public struct EngineClock: Sendable {
    private let elapsedTime: @Sendable () -> Duration
    private let rest: @Sendable (Duration) async throws -> Void

    /// Waits with a clock.
    public init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        elapsedTime = { start.duration(to: clock.now) }
        rest = { try await clock.sleep(for: $0) }
    }

    /// The clock of the machine, which goes on while it sleeps.
    public static let continuous = EngineClock(ContinuousClock())

    /// The time since the clock was made.
    package var elapsed: Duration { elapsedTime() }

    /// Returns after a time, and at once when the task is cancelled.
    func sleep(for duration: Duration) async { try? await rest(duration) }

    /// Returns after a time, or sooner: when a signal comes, or the store has an event after a position.
    func sleep(
        for duration: Duration, orSignal signal: AppendSignal, after count: Int,
        orEvents events: (any EventStore)? = nil,
        after position: Int = 0
    ) async throws(EventStoreError) {
        let failure = await withTaskGroup(of: EventStoreError?.self) { group in
            group.addTask {
                await signal.wait(after: count)
                return nil
            }
            group.addTask {
                await sleep(for: duration)
                return nil
            }
            if let events {
                group.addTask {
                    do throws(EventStoreError) {
                        try await events.waitForEvents(after: position)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? nil
        }
        if let failure { throw failure }
    }
}

/// How long an engine rests after each failure in a row that time may mend, such as a file that another process holds.
public struct Backoff: Hashable, Sendable {
    /// After the first one.
    public var first: Duration
    /// At most.
    public var limit: Duration

    /// Creates a backoff; each rest is twice as long as the one before.
    public init(first: Duration = .milliseconds(50), limit: Duration = .seconds(30)) {
        self.first = first
        self.limit = limit
    }

    /// The rest after so many failures in a row, from 1.
    public func rest(after failures: Int) -> Duration {
        guard failures <= 32 else { return limit }
        return min(first * (1 << max(failures - 1, 0)), limit)
    }
}
