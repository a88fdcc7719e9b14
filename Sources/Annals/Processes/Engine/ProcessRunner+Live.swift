extension ProcessRunner {
    /// Brings the process manager up to date and delivers its commands, again whenever something is appended or due, until
    /// the task is cancelled or asked to stop.
    ///
    /// - Parameters:
    ///   - dispatcher: Who delivers the commands; nil when another program does.
    ///   - change: What to do when the states were made by another definition of the process manager. One that makes them
    ///     anew while this runs has overtaken it: this stands still then, so that two versions of a program do not undo each
    ///     other's work.
    ///   - attention: How long at most it takes no notice of the clock: of timeouts that are due, of commands that are to
    ///     be tried again, and of what other processes ask.
    ///   - backoff: The rests after failures that time may mend, such as a file that another process holds.
    ///   - persists: Whether it also goes on trying after failures that a person has to mend, such as too many parked events.
    ///     Commands are delivered meanwhile.
    ///   - clock: How it waits.
    ///   - stop: Ends it after the batch at which it is, and after the commands that are being delivered.
    /// - Throws: What time does not mend; when it persists, only that a store is closed.
    public func runLive(
        delivering dispatcher: CommandDispatcher<P>? = nil, ifDefinitionChanged change: ProjectionChange = .refuse,
        attention: Duration = .seconds(1), backoff: Backoff = Backoff(), persists: Bool = false,
        clock: EngineClock = .continuous, until stop: StopRequest = StopRequest()
    ) async throws(ProcessError) {
        var change = change
        var setback = Setback()
        while !Task.isCancelled, !stop.isMade {
            do throws(ProcessError) {
                let progress = try await run(ifDefinitionChanged: change, until: stop)
                change = .refuse
                try await dispatcher?.run(until: stop)
                setback = Setback()
                do throws(EventStoreError) {
                    try await clock.sleep(
                        for: attention, orSignal: stop.signal, after: 0, orEvents: events, after: progress.position)
                } catch {
                    throw ProcessError(error)
                }
            } catch {
                if Task.isCancelled { return }
                setback.failures += 1
                let rest = backoff.rest(after: setback.failures)
                if error.mayPass {
                    report(.resting(process: P.name, error, rest))
                } else {
                    guard persists, !error.endsRunner else { throw error }
                    if setback.reason != error.description { report(.stopped(process: P.name, error)) }
                    setback.reason = error.description
                    // What was emitted before is no part of the failure; what fails here is said by the next round.
                    // Commands of another definition may be such that this program does not know.
                    if !error.isOfAnotherDefinition { _ = try? await dispatcher?.run(until: stop) }
                }
                try? await clock.sleep(for: rest, orSignal: stop.signal, after: 0)
            }
        }
    }
}

/// What has failed in a row.
private struct Setback {
    var failures = 0
    /// Why the process manager stands still, if that was said.
    var reason: String?
}

extension ProcessError {
    /// Whether time may mend it.
    var mayPass: Bool {
        if case .store(let error) = reason { [.busy, .io, .full].contains(error.code) } else { false }
    }

    /// Whether another version of the program has made the states.
    var isOfAnotherDefinition: Bool {
        if case .needsRebuild = reason { true } else { false }
    }

    /// Whether nothing can go on.
    var endsRunner: Bool {
        if case .store(let error) = reason { error.code == .cancelled || error.code == .closed } else { false }
    }
}
