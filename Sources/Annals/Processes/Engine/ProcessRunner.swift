/// Brings a process manager up to date: handles the events after its checkpoint in pages, lets timeouts fire, and keeps
/// states, timeouts, commands and checkpoint in one transaction for each page.
///
/// A timeout fires when the time of an event or that of the clock has come to it: before the event at which that is first
/// so, also when the process manager was not running then, so that it makes no difference when it runs.
public struct ProcessRunner<P: ProcessManager>: Sendable {
    /// Where the events come from.
    public let events: any EventStore
    /// Where states and commands are kept.
    public let processes: any ProcessStore
    /// How many events are handled, and how many timeouts fire, in one transaction.
    public let batchSize: Int
    /// What is done with events that cannot be handled.
    public let policy: PoisonPolicy
    /// From where on commands are emitted by a process manager that never ran.
    public let start: SubscriptionStart
    private let now: @Sendable () -> Timestamp
    let report: @Sendable (ProcessReport) -> Void

    /// Creates a runner. A batch has at least one event.
    ///
    /// - Parameters:
    ///   - start: From where on events emit commands when the process manager runs for the first time. Earlier ones make
    ///     states and set timeouts all the same.
    ///   - now: The clock by which timeouts fire.
    ///   - report: Told of what happens, at once and in order. It must not take long.
    public init(
        _ process: P.Type, events: any EventStore, processes: any ProcessStore, batchSize: Int = 500,
        policy: PoisonPolicy = .park(), emittingFrom start: SubscriptionStart = .beginning,
        now: @escaping @Sendable () -> Timestamp = { .now() },
        report: @escaping @Sendable (ProcessReport) -> Void = { _ in }
    ) {
        self.events = events
        self.processes = processes
        self.batchSize = max(batchSize, 1)
        self.policy = policy
        self.start = start
        self.now = now
        self.report = report
    }

    /// Handles everything that the store held when the run began, and lets the timeouts fire that are due by then.
    ///
    /// - Parameters:
    ///   - change: What to do when the states were made by another definition of the process manager. Made anew, they emit
    ///     nothing for events that were handled before.
    ///   - stop: Ends it after the batch at which it is.
    @discardableResult
    public func run(
        ifDefinitionChanged change: ProjectionChange = .refuse, until stop: StopRequest = StopRequest()
    ) async throws(ProcessError) -> ProcessProgress {
        do throws(ProcessError) {
            return try await advance(ifDefinitionChanged: change, until: stop)
        } catch {
            // What keeps it from being noted is no better reason.
            try? await note(error)
            throw error
        }
    }

    private func advance(
        ifDefinitionChanged change: ProjectionChange, until stop: StopRequest
    ) async throws(ProcessError) -> ProcessProgress {
        let (record, retried) = try await prepare(change)
        var progress = ProcessProgress(record)
        progress.emitted += retried
        let target = try await lastPosition()
        while progress.position < target, !stop.isMade {
            let page = try await page(after: progress.position, target)
            try progress.add(
                await advance { transaction, now throws(ProcessError) in
                    try transaction.advance(P.self, with: page, policy: policy, now: now, budget: batchSize)
                })
        }
        while !stop.isMade, try await isDue() {
            let advance = try await advance { transaction, now throws(ProcessError) in
                try transaction.fire(P.self, policy: policy, now: now, budget: batchSize)
            }
            try progress.add(advance)
            if !advance.isCutShort { break }
        }
        if record.failure != nil {
            try await processes.transaction(P.name) { transaction throws(ProcessError) in
                try transaction.note(nil, of: P.name)
            }
        }
        return progress
    }

    /// Keeps why the process manager stands still, for others to see. What a store says passes, or is said elsewhere.
    private func note(_ error: ProcessError) async throws(ProcessError) {
        if case .store = error.reason { return }
        let failure = ProjectionRecord.Failure(message: error.description, time: now())
        try await processes.transaction(P.name) { transaction throws(ProcessError) in
            guard let record = try transaction.record(of: P.name), record.failure?.message != failure.message else {
                return
            }
            try transaction.note(failure, of: P.name)
        }
    }

    /// Makes states and timeouts anew from the first event on. Nothing is emitted for events that were handled before. A
    /// rebuild that is interrupted is continued by the next `run`.
    @discardableResult
    public func rebuild() async throws(ProcessError) -> ProcessProgress {
        try await processes.transaction(P.name) { transaction throws(ProcessError) in try transaction.reset(P.self) }
        return try await run()
    }

    /// Tries all events again that are parked, and timeouts that failed, and gives how many events were handled.
    @discardableResult
    public func retryParked() async throws(ProcessError) -> Int {
        try await control.retry(P.name)
        return try await carryOutRequests().letters.count { $0.state == .resolved }
    }

    /// Goes on without an event that is parked, and tries those again that waited behind it.
    ///
    /// - Parameter reason: Why it is left out; it is kept with the letter. It must not be empty.
    @discardableResult
    public func skipParked(_ position: Int, because reason: String) async throws(ProcessError) -> Int {
        try await control.skip(P.name, position: position, reason: reason)
        return try await carryOutRequests().letters.count { $0.state == .resolved }
    }

    /// What is asked of dead letters, also by other processes.
    public var control: ProcessControl { ProcessControl(processes, now: now) }

    /// The events that are parked, in the order of positions.
    public func parked() async throws(ProcessError) -> [DeadLetter] {
        try await control.letters(of: P.name)
    }

    /// When the next timeout is due; nil when none is set.
    public func nextDue() async throws(ProcessError) -> Timestamp? {
        try await processes.snapshot(P.name) { transaction throws(ProcessError) in
            try transaction.nextDue(of: P.name)?.next?.timeout.due
        }
    }

    /// The states of the processes that have begun and not ended, in the order of their keys.
    public func states() async throws(ProcessError) -> [P.State] {
        try await processes.snapshot(P.name) { transaction throws(ProcessError) in
            var states: [P.State] = []
            var last: String?
            while true {
                let page = try transaction.instances(of: P.name, after: last, limit: 500)
                for instance in page { states.append(try ProcessTurn<P>.state(of: instance)) }
                guard page.count == 500 else { return states }
                last = page.last?.key
            }
        }
    }
}

extension ProcessRunner {
    /// Whether a timeout is to fire by the clock. A look, because a run that finds nothing to do should write nothing.
    private func isDue() async throws(ProcessError) -> Bool {
        let now = now()
        return try await processes.snapshot(P.name) { transaction throws(ProcessError) in
            guard let record = try transaction.record(of: P.name) else { return false }
            if record.appliedFirings < record.firings { return true }
            return try transaction.nextDue(of: P.name)?.next.map { $0.timeout.due <= now } ?? false
        }
    }

    /// What is kept of the process manager after what is asked was done, and how many commands that emitted.
    private func prepare(_ change: ProjectionChange) async throws(ProcessError) -> (ProcessRecord, emitted: Int) {
        let (known, isAsked) = try await processes.snapshot(P.name) {
            transaction throws(ProcessError) -> (ProcessRecord?, Bool) in
            guard let record = try transaction.record(of: P.name), record.fingerprint == P.fingerprint else {
                return (nil, false)
            }
            return (record, try !transaction.letters(of: P.name, .requested).isEmpty)
        }
        if let known { return (known, isAsked ? try await carryOutRequests().emitted : 0) }
        return (try await begin(change), 0)
    }

    private func begin(_ change: ProjectionChange) async throws(ProcessError) -> ProcessRecord {
        let position: Int =
            switch start {
            case .beginning: 0
            case .end: try await lastPosition()
            case .after(let position): position
            }
        return try await work { transaction, now throws(ProcessError) in
            if change == .rebuild, let record = try transaction.record(of: P.name), record.fingerprint != P.fingerprint
            {
                try transaction.reset(P.self)
            }
            if let record = try transaction.currentRecord(of: P.self) { return record }
            let record = ProcessRecord(name: P.name, fingerprint: P.fingerprint, effectPosition: position)
            try transaction.save(record)
            return record
        }
    }

    /// Does what is asked of dead letters, and gives what became of them and how many commands were emitted.
    @discardableResult
    private func carryOutRequests() async throws(ProcessError) -> (letters: [DeadLetter], emitted: Int) {
        let check: LetterCheck
        let open = try await parked()
        do throws(EventStoreError) {
            check = try await LetterCheck(open, in: events)
        } catch {
            throw ProcessError(error).at(P.name)
        }
        let results = try await work { transaction, now throws(ProcessError) in
            guard try transaction.currentRecord(of: P.self) != nil else { return (letters: [DeadLetter](), emitted: 0) }
            return try transaction.carryOutRequests(of: P.self, check, now: now)
        }
        for letter in results.letters where letter.state == .failed { report(.parked(letter)) }
        return results
    }

    private func lastPosition() async throws(ProcessError) -> Int {
        do throws(EventStoreError) {
            return try await events.lastPosition()
        } catch {
            throw ProcessError(error).at(P.name)
        }
    }

    private func page(after position: Int, _ head: Int) async throws(ProcessError) -> EventPage {
        do throws(EventStoreError) {
            return try await events.page(after: position, types: P.eventTypes, head: head, limit: batchSize)
        } catch {
            throw ProcessError(error).at(P.name)
        }
    }

    private func advance(
        _ body: @Sendable @escaping (any ProcessTransaction, Timestamp) throws(ProcessError) -> ProcessAdvance
    ) async throws(ProcessError) -> ProcessAdvance {
        let advance = try await work(body)
        for letter in advance.parked { report(.parked(letter)) }
        for failure in advance.failedTimeouts { report(.timeoutFailed(process: P.name, failure)) }
        report(
            .advanced(
                process: P.name, position: advance.record.position, emitted: advance.emitted, fired: advance.fired))
        return advance
    }

    private func work<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction, Timestamp) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        if Task.isCancelled { throw ProcessError(EventStoreError.cancelled).at(P.name) }
        let now = now()
        return try await processes.transaction(P.name) { transaction throws(ProcessError) in try body(transaction, now)
        }
    }
}
