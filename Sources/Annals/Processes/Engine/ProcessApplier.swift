/// Brings events and timeouts to the processes of one process manager within a transaction, and parks what they cannot
/// take.
struct ProcessApplier<P: ProcessManager> {
    private let transaction: any ProcessTransaction
    private let policy: PoisonPolicy
    private let now: Timestamp
    /// How many timeouts may be tried yet, so that a transaction has an end.
    private(set) var budget: Int
    /// What is kept of the process manager; not saved here.
    private(set) var record: ProcessRecord
    private var parked: ParkedSequences
    /// How many commands were emitted.
    private(set) var emitted = 0
    /// What it has parked.
    private(set) var parkedLetters: [DeadLetter] = []
    /// The timeouts that failed, in words.
    private(set) var failedTimeouts: [String] = []
    /// How many timeouts fired.
    private(set) var fired = 0
    /// Why the process manager has to stop before an event or timeout; nil while it does not.
    private(set) var failure: ProcessError?

    init(
        _ transaction: any ProcessTransaction, _ record: ProcessRecord, policy: PoisonPolicy, now: Timestamp,
        budget: Int
    ) throws(ProcessError) {
        self.transaction = transaction
        self.record = record
        self.policy = policy
        self.now = now
        self.budget = budget
        parked = ParkedSequences(try transaction.parked(of: P.name))
    }

    /// Handles events, each after the timeouts that were due before it, until one cannot be handled or so many timeouts
    /// fired that another transaction has to go on.
    mutating func apply(_ page: EventPage) throws(ProcessError) {
        for event in page.events {
            guard try fireTimeouts(until: event.metadata.time, before: event.position), try take(event) else { return }
            record.position = event.position
        }
        record.position = max(record.position, page.end)
    }

    // MARK: - Events

    /// Handles an event or parks it; false when the process manager has to stop before it.
    private mutating func take(_ event: RecordedEvent) throws(ProcessError) -> Bool {
        if parked.isSkipped(event.position) { return true }
        var keys: [String] = []
        do throws(ProcessError) {
            try wait(event, &keys)
            try handle(event, &keys)
            return true
        } catch {
            return try fail(event, error, keys)
        }
    }

    /// Throws `waits` for an event whose stream is held up. It is handled and undone, to learn which processes wait with it.
    private mutating func wait(_ event: RecordedEvent, _ keys: inout [String]) throws(ProcessError) {
        guard let position = parked.holds(event) else { return }
        let before = self
        defer { self = before }
        do throws(ProcessError) {
            try transaction.attempt { () throws(ProcessError) in
                try handle(event, &keys)
                throw ProcessError(.waits(for: position))
            }
        } catch {
            if case .store = error.reason { throw error }
            throw ProcessError(.waits(for: position)).at(P.name, event.metadata)
        }
    }

    /// Handles an event, or changes nothing and throws.
    ///
    /// - Parameter keys: Gets the keys of the processes that it touches, as far as they are known.
    mutating func handle(_ event: RecordedEvent, _ keys: inout [String]) throws(ProcessError) {
        let before = self
        do throws(ProcessError) {
            let parts = P.retired.isEmpty ? [event] : try ProcessStep.parts(of: event, P.retired)
            if parts.count == 1 {
                try handle(part: parts[0], &keys)
            } else {
                // Several parts are handled together or not at all.
                try transaction.attempt { () throws(ProcessError) in
                    for part in parts { try handle(part: part, &keys) }
                }
            }
            record.unhandled.removeAll { $0 == event.position }
        } catch {
            self = before
            throw error.at(P.name, event.metadata)
        }
    }

    private mutating func handle(part: RecordedEvent, _ keys: inout [String]) throws(ProcessError) {
        let parked = parked
        var turn = ProcessTurn<P>(
            transaction,
            ProcessTurn.Cause(
                id: part.metadata.id, time: part.metadata.time, correlationId: part.metadata.correlationId,
                userId: part.metadata.userId),
            emits: part.position > record.effectPosition || record.unhandled.contains(part.position),
            holds: { parked.holds(part, touching: [$0]) != nil })
        defer { if let key = turn.key, !keys.contains(key) { keys.append(key) } }
        try P.handle(part, in: &turn)
        if turn.isHeld, let key = turn.key, let position = parked.holds(part, touching: [key]) {
            throw ProcessError(.waits(for: position))
        }
        if turn.isMissed { record.missedEvents += 1 }
        emitted += try turn.finish()
    }

    // MARK: - Parking

    /// Tries an event again that was parked, and gives what has become of it.
    mutating func retry(_ letter: DeadLetter) throws(ProcessError) -> DeadLetter {
        var letter = letter
        letter.lastTime = now
        letter.request = nil
        var keys: [String] = []
        do throws(ProcessError) {
            try wait(letter.event, &keys)
            try handle(letter.event, &keys)
            letter.state = .resolved
            letter.event.payload = []
            letter.event.extra = []
            try transaction.save(letter)
            return letter
        } catch {
            // Newer code may take an event of a newer version, which is no fault of its own.
            if case .store = error.reason { throw error }
            letter.keys = keys.isEmpty ? letter.keys : keys
            return try park(letter, error)
        }
    }

    /// Parks an event that was not handled; false when the process manager has to stop before it.
    private mutating func fail(
        _ event: RecordedEvent, _ error: ProcessError, _ keys: [String]
    ) throws(ProcessError) -> Bool {
        if case .store = error.reason { throw error }
        if !error.isWaiting {
            guard case .park(let limit) = policy, error.isOfTheEvent else {
                failure = error
                return false
            }
            guard parked.count < limit else {
                failure = ProcessError(.tooManyParked(limit: limit, error.explanation)).at(P.name, event.metadata)
                return false
            }
        }
        parkedLetters.append(
            try park(
                DeadLetter(
                    projection: P.name, event: event, keys: keys, state: .failed, error: "", attempts: 0, time: now,
                    inRebuild: false), error))
        return true
    }

    private mutating func park(_ letter: DeadLetter, _ error: ProcessError) throws(ProcessError) -> DeadLetter {
        var letter = letter
        letter.state = error.isWaiting ? .waiting : .failed
        letter.error = error.explanation
        letter.step = error.step
        if !error.isWaiting { letter.attempts += 1 }
        for key in letter.keys { try hold(key, "the event at position \(letter.position) is parked") }
        try transaction.save(letter)
        ParkedEvent(letter).map { parked.add($0) }
        return letter
    }

    /// Keeps the timeouts of a process from firing.
    private func hold(_ key: String, _ reason: String) throws(ProcessError) {
        guard var instance = try transaction.instance(of: P.name, key) else { return }
        instance.hold = reason
        try transaction.save(instance, of: P.name)
    }

    // MARK: - Timeouts

    /// Lets timeouts fire before the event at a position: those that did so before, then those that are due. False when
    /// the transaction has to end here.
    mutating func fireTimeouts(until time: Timestamp, before position: Int) throws(ProcessError) -> Bool {
        while record.appliedFirings < record.firings,
            let firing = try transaction.firing(of: P.name, number: record.appliedFirings + 1),
            firing.position <= position
        {
            // Under another definition it may not be set, or may have fired sooner.
            if let instance = try transaction.instance(of: P.name, firing.key),
                let timeout = instance.timeouts[firing.timeout], timeout.id == firing.id
            {
                guard try fire(firing.timeout, timeout, of: instance, emits: false) != .stopped else { return false }
            }
            record.appliedFirings += 1
        }
        // While states are made anew, what else fires follows from the events.
        let isRecorded = position > record.effectPosition
        while let instance = try transaction.nextDue(of: P.name), let next = instance.next, next.timeout.due <= time {
            switch try fire(next.name, next.timeout, of: instance, emits: isRecorded || next.timeout.isNew) {
            case .stopped: return false
            case .held: continue
            case .fired: if isRecorded { try note(next.name, next.timeout, instance.key, before: position) }
            }
        }
        return true
    }

    private enum Outcome {
        /// The timeout was handled.
        case fired
        /// It could not be handled, so that timeouts of its process wait.
        case held
        /// The process manager or the transaction has to stop before it.
        case stopped
    }

    private mutating func fire(
        _ name: String, _ timeout: PendingTimeout, of instance: ProcessInstance, emits: Bool
    ) throws(ProcessError) -> Outcome {
        guard budget > 0 else { return .stopped }
        budget -= 1
        do throws(ProcessError) {
            guard let kind = P.Timeout(rawValue: name) else { throw ProcessError(.unknownTimeout(name)) }
            var turn = ProcessTurn<P>(
                transaction,
                ProcessTurn.Cause(
                    id: timeout.id, time: timeout.due, correlationId: timeout.correlationId, userId: timeout.userId,
                    isTimeout: true),
                emits: emits, of: instance, at: name)
            try P.handle(kind, due: timeout.due, of: try ProcessTurn<P>.state(of: instance), in: &turn)
            emitted += try turn.finish()
            fired += 1
            return .fired
        } catch {
            if case .store = error.reason { throw error }
            guard case .park = policy, error.isOfTheEvent else {
                failure = error.at(P.name)
                return .stopped
            }
            try hold(instance.key, "the timeout \(name) failed: \(error)")
            failedTimeouts.append("the timeout \(name) of \(instance.key) failed: \(error)")
            return .held
        }
    }

    private mutating func note(
        _ name: String, _ timeout: PendingTimeout, _ key: String, before position: Int
    ) throws(ProcessError) {
        record.firings += 1
        record.appliedFirings = record.firings
        try transaction.record(
            ProcessFiring(
                number: record.firings, key: key, timeout: name, id: timeout.id, due: timeout.due, position: position),
            of: P.name)
    }
}
