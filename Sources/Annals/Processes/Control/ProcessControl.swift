/// Looks at dead letters and commands of process managers, and asks things of them through their store: runners and
/// dispatchers in this process or another one do them. It needs no compiled process managers.
public struct ProcessControl: Sendable {
    /// The store.
    public let processes: any ProcessStore
    private let now: @Sendable () -> Timestamp

    /// Creates a control.
    public init(_ processes: any ProcessStore, now: @escaping @Sendable () -> Timestamp = { .now() }) {
        self.processes = processes
        self.now = now
    }

    /// The names of all process managers that ever ran, in their order.
    public func names() async throws(ProcessError) -> [String] {
        try await processes.snapshot { transaction throws(ProcessError) in try transaction.records().map(\.name) }
    }

    // MARK: - Dead letters

    /// The dead letters of a process manager, or of all, in the order of positions.
    public func letters(
        of process: String? = nil, _ filter: DeadLetterFilter = .open
    ) async throws(ProcessError) -> [DeadLetter] {
        try await processes.snapshot { transaction throws(ProcessError) in
            var letters: [DeadLetter] = []
            for name in try transaction.names(process) { letters += try transaction.letters(of: name, filter) }
            return letters.sorted { ($0.position, $0.projection) < ($1.position, $1.projection) }
        }
    }

    /// A runner tries the sequences of these letters again. Without positions also the timeouts that failed.
    ///
    /// - Parameter positions: Those of the letters; nil for all open ones.
    /// - Returns: The letters of which it is asked.
    @discardableResult
    public func retry(_ process: String, positions: [Int]? = nil) async throws(ProcessError) -> [DeadLetter] {
        let letters = try await ask(.retry, process, positions)
        if positions == nil { try await retryTimeouts(process) }
        return letters
    }

    /// A runner leaves the event of a letter out, for good, and goes on with those that wait behind it.
    ///
    /// - Parameter reason: Why; it is kept with the letter. It must not be empty.
    @discardableResult
    public func skip(_ process: String, position: Int, reason: String) async throws(ProcessError) -> [DeadLetter] {
        try await ask(.skip, process, [position], because: reason)
    }

    /// Removes the dead letters of events that are not stored any more, because their streams were truncated or deleted; what
    /// waited behind them is tried again.
    ///
    /// Beside the events in one SQLite file letters go with their events; for all others this has to be called.
    ///
    /// - Parameters:
    ///   - events: Where the events are.
    ///   - process: Whose letters; those of all when nil.
    /// - Returns: How many letters were removed.
    @discardableResult
    public func prune(_ process: String? = nil, events: any EventStore) async throws(ProcessError) -> Int {
        var gone: [String: Set<Int>] = [:]
        for letter in try await letters(of: process, DeadLetterFilter()) {
            do throws(EventStoreError) {
                if try await !events.has(letter) { gone[letter.projection, default: []].insert(letter.position) }
            } catch {
                throw ProcessError(error).at(letter.projection)
            }
        }
        if gone.isEmpty { return 0 }
        let (all, now) = (gone, now())
        return try await processes.transaction { transaction throws(ProcessError) in
            var count = 0
            for (name, positions) in all {
                count += try transaction.removeLetters(of: name, now: now) { positions.contains($0.position) }
            }
            return count
        }
    }

    private func ask(
        _ request: DeadLetter.Request, _ process: String, _ positions: [Int]?, because reason: String? = nil
    ) async throws(ProcessError) -> [DeadLetter] {
        let now = now()
        return try await processes.transaction(process) { transaction throws(ProcessError) in
            let open = try transaction.letters(of: try transaction.known(process), .open)
            let letters: [DeadLetter]
            do throws(RequestRefused) {
                letters = try open.asked(for: request, at: positions, because: reason, now: now)
            } catch {
                throw ProcessError(error)
            }
            for letter in letters { try transaction.save(letter) }
            return letters
        }
    }

    // MARK: - Timeouts

    /// The processes whose timeouts wait, because one has failed or an event is parked, with the reasons.
    public func held(_ process: String, limit: Int = .max) async throws(ProcessError) -> [ProcessInstance] {
        try await processes.snapshot(process) { transaction throws(ProcessError) in
            try transaction.heldInstances(of: process, limit: limit)
        }
    }

    /// Timeouts that failed fire again when a runner looks next, and gives of how many processes. Those that wait for an
    /// event that is parked go on waiting.
    @discardableResult
    public func retryTimeouts(_ process: String) async throws(ProcessError) -> Int {
        try await processes.transaction(process) { transaction throws(ProcessError) in
            let before = try transaction.heldInstances(of: try transaction.known(process), limit: .max)
            try transaction.releaseHolds(of: process, before.map(\.key))
            return try before.count - transaction.heldInstances(of: process, limit: .max).count
        }
    }
}

extension ProcessTransaction {
    /// A name, or those of all process managers.
    func names(_ process: String?) throws(ProcessError) -> [String] {
        if let process { [process] } else { try records().map(\.name) }
    }

    /// The name of a process manager that ran.
    func known(_ process: String) throws(ProcessError) -> String {
        guard try record(of: process) != nil else {
            throw ProcessError(RequestRefused.unknown("process manager", known: try names(nil)))
        }
        return process
    }
}

extension ProcessError {
    /// What is not done that is asked for.
    init(_ error: RequestRefused) { self.init(.unknown(error.message)) }
}
