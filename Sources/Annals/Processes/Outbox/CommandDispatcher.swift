/// Takes the commands of a process manager out of the outbox and hands them to a program.
///
/// The commands of one process are delivered in the order in which they were emitted, each after the one before it has
/// succeeded; those of several processes at the same time. A command is delivered at least once, and again with the same id
/// when the program ended before that was noted.
public struct CommandDispatcher<P: ProcessManager>: Sendable {
    /// Carries out a command. What it throws is noted, and the command is delivered again later; after
    /// ``CommandRejected``, and after too many failures, it is parked. So is one that cannot be read, after as many tries: a
    /// newer program may have emitted it, and can deliver it.
    public typealias Handler = @Sendable (P.Command, CommandDelivery) async throws -> Void

    /// Where the commands are.
    public let processes: any ProcessStore
    /// How failures are tried again.
    public let policy: DeliveryPolicy
    /// How many commands are taken at once.
    public let batchSize: Int
    private let now: @Sendable () -> Timestamp
    private let report: @Sendable (ProcessReport) -> Void
    private let handler: Handler

    /// Creates a dispatcher.
    ///
    /// - Parameters:
    ///   - now: The clock by which commands are tried again.
    ///   - report: Told of what happens, at once and in order. It must not take long.
    public init(
        _ process: P.Type, processes: any ProcessStore, policy: DeliveryPolicy = DeliveryPolicy(), batchSize: Int = 100,
        now: @escaping @Sendable () -> Timestamp = { .now() },
        report: @escaping @Sendable (ProcessReport) -> Void = { _ in }, handler: @escaping Handler
    ) {
        self.processes = processes
        self.policy = policy
        self.batchSize = max(batchSize, 1)
        self.now = now
        self.report = report
        self.handler = handler
    }

    /// Delivers all commands that can be delivered now, those too that are emitted meanwhile.
    ///
    /// - Parameter stop: Ends it after the commands that are being delivered.
    @discardableResult
    public func run(until stop: StopRequest = StopRequest()) async throws(ProcessError) -> DispatchSummary {
        var summary = DispatchSummary()
        while !stop.isMade {
            if Task.isCancelled { throw ProcessError(EventStoreError.cancelled).at(P.name) }
            let time = now()
            let commands = try await processes.snapshot(P.name) { transaction throws(ProcessError) in
                try transaction.deliverable(of: P.name, at: time, limit: batchSize)
            }
            if commands.isEmpty { break }
            let results = await deliver(commands, stop)
            try await note(results)
            tell(results)
            for command in results {
                switch command.state {
                case .delivered: summary.delivered += 1
                case .parked: summary.parked += 1
                case .pending, .skipped: summary.failed += 1
                }
            }
            // A cancelled handler has failed by no fault of its own.
            if results.isEmpty, !stop.isMade { throw ProcessError(EventStoreError.cancelled).at(P.name) }
        }
        summary.nextRetry = try await processes.snapshot(P.name) { transaction throws(ProcessError) in
            try transaction.nextRetry(of: P.name)
        }
        return summary
    }

    // MARK: - Parked commands

    /// The commands that failed for good, in the order of emission.
    public func parked() async throws(ProcessError) -> [OutboxCommand] { try await control.commands(of: P.name) }

    /// Makes a parked command pending again, as if it had not been tried. Throws `unknown` when it is not parked.
    @discardableResult
    public func retry(_ id: UniqueID) async throws(ProcessError) -> OutboxCommand? {
        try await control.retryCommands(of: P.name, [id]).first
    }

    /// Gives a parked command up, so that later ones of its process are delivered. Throws `unknown` when it is not parked, and
    /// without a reason.
    ///
    /// - Parameter reason: Why; it is kept with the command.
    @discardableResult
    public func skip(_ id: UniqueID, because reason: String) async throws(ProcessError) -> OutboxCommand {
        try await control.skipCommand(of: P.name, id, reason: reason)
    }

    private var control: ProcessControl { ProcessControl(processes, now: now) }

    /// Removes commands that were delivered or skipped and were emitted before a time, and says how many they were.
    ///
    /// A command that was removed is not recognised when its event is handled again; that happens to parked events only.
    @discardableResult
    public func removeDelivered(before time: Timestamp) async throws(ProcessError) -> Int {
        try await control.pruneCommands(of: P.name, before: time)
    }
}

extension CommandDispatcher {
    // MARK: - Delivery

    /// Delivers commands, those of each key one after the other up to the first that fails. Gives what became of them.
    private func deliver(_ commands: [OutboxCommand], _ stop: StopRequest) async -> [OutboxCommand] {
        var queues: [[OutboxCommand]] = []
        var positions: [UTF8Key: Int] = [:]
        for command in commands {
            if let position = positions[UTF8Key(command.key)] {
                queues[position].append(command)
            } else {
                positions[UTF8Key(command.key)] = queues.count
                queues.append([command])
            }
        }
        return await withTaskGroup(of: [OutboxCommand].self) { group in
            for queue in queues {
                group.addTask {
                    var results: [OutboxCommand] = []
                    for command in queue {
                        guard !Task.isCancelled, !stop.isMade, let result = await deliver(command) else { break }
                        results.append(result)
                        if result.state != .delivered { break }
                    }
                    return results
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Delivers a command and gives what became of it; nil when that was not to be known, because the task was cancelled.
    private func deliver(_ command: OutboxCommand) async -> OutboxCommand? {
        var result = command
        do {
            try await handler(try P.Command(command), CommandDelivery(command))
            result.state = .delivered
            result.error = nil
        } catch {
            if Task.isCancelled { return nil }
            result.attempts += 1
            result.error = "\(error)"
            // One that cannot be read here may have been emitted by a newer program, which delivers it.
            if error is CommandRejected || result.attempts >= policy.attempts {
                result.state = .parked
            } else {
                result.retryTime = now().adding(policy.backoff.rest(after: result.attempts))
            }
        }
        return result
    }

    private func tell(_ results: [OutboxCommand]) {
        let parked = results.filter { $0.state == .parked }
        let delivered = results.count { $0.state == .delivered }
        report(.delivered(process: P.name, count: delivered, failed: results.count - delivered - parked.count))
        for command in parked { report(.commandParked(command)) }
    }

    /// Notes what became of commands, unless another dispatcher has delivered them meanwhile.
    private func note(_ results: [OutboxCommand]) async throws(ProcessError) {
        try await processes.transaction(P.name) { transaction throws(ProcessError) in
            for result in results {
                guard let stored = try transaction.command(result.id), stored.state == .pending else { continue }
                try transaction.update(result)
            }
        }
    }
}

extension Timestamp {
    /// The time so much later; the latest there is when that is too late.
    fileprivate func adding(_ duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        guard seconds < Int64.max / 1_000_000_000 else { return .max }
        let span = TimeSpan(nanoseconds: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        return (try? CEL.add(self, span)) ?? .max
    }
}
