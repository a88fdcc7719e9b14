extension ProcessRunner {
    /// Brings the process manager up to date and delivers its commands, again whenever something is appended or due, until
    /// the task is cancelled or asked to stop.
    ///
    /// - Parameters:
    ///   - dispatcher: Who delivers the commands; nil when another program does.
    ///   - change: What to do when the states were made by another definition of the process manager.
    ///   - attention: How long at most it takes no notice of the clock: of timeouts that are due, of commands that are to
    ///     be tried again, and of what other processes ask.
    ///   - backoff: The rests after failures that time may mend, such as a file that another process holds.
    ///   - clock: How it waits.
    ///   - stop: Ends it after the batch at which it is, and after the commands that are being delivered.
    /// - Throws: What time does not mend.
    public func runLive(
        delivering dispatcher: CommandDispatcher<P>? = nil, ifDefinitionChanged change: ProjectionChange = .refuse,
        attention: Duration = .seconds(1), backoff: Backoff = Backoff(), clock: EngineClock = .continuous,
        until stop: StopRequest = StopRequest()
    ) async throws(ProcessError) {
        var failures = 0
        while !Task.isCancelled, !stop.isMade {
            do throws(ProcessError) {
                let progress = try await run(ifDefinitionChanged: change, until: stop)
                try await dispatcher?.run(until: stop)
                failures = 0
                do throws(EventStoreError) {
                    try await clock.sleep(
                        for: attention, orSignal: stop.signal, after: 0, orEvents: events, after: progress.position)
                } catch {
                    throw ProcessError(error)
                }
            } catch {
                if Task.isCancelled { return }
                guard case .store(let cause) = error.reason, [.busy, .io, .full].contains(cause.code) else {
                    throw error
                }
                failures += 1
                let rest = backoff.rest(after: failures)
                report(.resting(process: P.name, error, rest))
                try? await clock.sleep(for: rest, orSignal: stop.signal, after: 0)
            }
        }
    }
}
