// What is done with one process manager in a transaction.

extension ProcessTransaction {
    /// What is kept of a process manager; nil for one that never ran. Throws `needsRebuild` for states of another
    /// definition.
    func currentRecord<P: ProcessManager>(of process: P.Type) throws(ProcessError) -> ProcessRecord? {
        guard let record = try record(of: P.name) else { return nil }
        guard record.fingerprint == P.fingerprint else {
            throw ProcessError(.needsRebuild(stored: record.fingerprint, current: P.fingerprint)).at(P.name)
        }
        return record
    }

    /// Removes all states and timeouts, so that they are made anew. Commands stay, those of events that are parked are
    /// still to be emitted, and no others are for events that were handled.
    func reset<P: ProcessManager>(_ process: P.Type) throws(ProcessError) {
        guard var record = try record(of: P.name) else { return }
        if record.isReplaying {
            // What was set aside is still to be compared with.
            try removeInstances(of: P.name)
        } else {
            try setInstancesAside(of: P.name)
        }
        let parked = try letters(of: P.name, .open).map(\.position)
        record.unhandled = Set(record.unhandled + parked).sorted()
        try removeLetters(of: P.name)
        record.fingerprint = P.fingerprint
        record.effectPosition = max(record.effectPosition, record.position)
        record.position = 0
        record.missedEvents = 0
        record.appliedFirings = 0
        try save(record)
    }

    /// Handles a page of events that begins where the process manager stands. Gives what is kept afterwards, how many
    /// commands were emitted, and why it stands still.
    func advance<P: ProcessManager>(
        _ process: P.Type, with page: EventPage, policy: PoisonPolicy, now: Timestamp, budget: Int
    ) throws(ProcessError) -> ProcessAdvance {
        try work(P.self, policy: policy, now: now, budget: budget) { (applier) throws(ProcessError) in
            // Another runner was faster.
            guard applier.record.position == page.start else { return }
            try applier.apply(page)
        }
    }

    /// Lets timeouts fire that are due by the clock.
    func fire<P: ProcessManager>(
        _ process: P.Type, policy: PoisonPolicy, now: Timestamp, budget: Int
    ) throws(ProcessError) -> ProcessAdvance {
        try work(P.self, policy: policy, now: now, budget: budget) { (applier) throws(ProcessError) in
            guard !applier.record.isReplaying else { return }
            _ = try applier.fireTimeouts(until: now, before: applier.record.position + 1)
        }
    }

    /// Does something with a process manager and keeps its record.
    func work<P: ProcessManager>(
        _ process: P.Type, policy: PoisonPolicy, now: Timestamp, budget: Int,
        _ body: (inout ProcessApplier<P>) throws(ProcessError) -> Void
    ) throws(ProcessError) -> ProcessAdvance {
        guard let before = try currentRecord(of: P.self) else {
            throw ProcessError(EventStoreError(.corrupt, "the process \(P.name) has no checkpoint; run it first"))
        }
        var applier = try ProcessApplier<P>(self, before, policy: policy, now: now, budget: budget)
        try body(&applier)
        let record = applier.record
        if record != before {
            try save(record)
            if before.isReplaying, !record.isReplaying { try forgetInstancesSetAside(of: P.name) }
        }
        return ProcessAdvance(
            record: record, emitted: applier.emitted, fired: applier.fired, isCutShort: applier.budget == 0,
            parked: applier.parkedLetters, failedTimeouts: applier.failedTimeouts, failure: applier.failure)
    }
}

/// What a transaction of a process manager came to.
struct ProcessAdvance: Sendable {
    /// What is kept of it.
    var record: ProcessRecord
    /// How many commands were emitted.
    var emitted: Int
    /// How many timeouts fired.
    var fired: Int
    /// Whether so many timeouts were tried that another transaction has to go on.
    var isCutShort: Bool
    /// What it has parked.
    var parked: [DeadLetter]
    /// The timeouts that failed, in words.
    var failedTimeouts: [String]
    /// Why it stands still; nil while it goes on.
    var failure: ProcessError?
}
