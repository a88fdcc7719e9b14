// The commands of process managers, for those who look after them.

extension ProcessControl {
    /// The commands of a process manager, or of all, in the order of emission; unless said, those that failed for good.
    public func commands(
        of process: String? = nil, in states: Set<OutboxCommand.State> = [.parked], limit: Int = .max
    ) async throws(ProcessError) -> [OutboxCommand] {
        try await processes.snapshot { transaction throws(ProcessError) in
            var commands: [OutboxCommand] = []
            for name in try transaction.names(process) {
                commands += try transaction.commands(of: name, in: states, limit: limit)
            }
            return Array(commands.sorted { $0.sequence < $1.sequence }.prefix(limit))
        }
    }

    /// The command with an id; nil where there is none.
    public func command(_ id: UniqueID) async throws(ProcessError) -> OutboxCommand? {
        try await processes.snapshot { transaction throws(ProcessError) in try transaction.command(id) }
    }

    /// Makes parked commands pending again, as if they had not been tried, and gives them.
    ///
    /// - Parameter ids: Those of the commands; nil for all parked ones of the process manager.
    @discardableResult
    public func retryCommands(
        of process: String, _ ids: [UniqueID]? = nil
    ) async throws(ProcessError) -> [OutboxCommand] {
        try await processes.transaction(process) { transaction throws(ProcessError) in
            let commands = try transaction.parkedCommands(of: try transaction.known(process), ids)
            return try transaction.change(commands) { command in
                command.state = .pending
                command.attempts = 0
                command.error = nil
            }
        }
    }

    /// Removes commands that were delivered or skipped and were emitted before a time, and says how many they were.
    ///
    /// A command that was removed is not recognised when its event is handled again; that happens to parked events only.
    @discardableResult
    public func pruneCommands(of process: String? = nil, before time: Timestamp) async throws(ProcessError) -> Int {
        try await processes.transaction { transaction throws(ProcessError) in
            var count = 0
            for name in try transaction.names(process) {
                count += try transaction.removeCommands(of: name, before: time)
            }
            return count
        }
    }

    /// Gives a parked command up, so that later ones of its process are delivered, and gives it.
    ///
    /// - Parameter reason: Why; it is kept with the command. It must not be empty.
    @discardableResult
    public func skipCommand(
        of process: String, _ id: UniqueID, reason: String
    ) async throws(ProcessError) -> OutboxCommand {
        try await processes.transaction(process) { transaction throws(ProcessError) in
            do throws(RequestRefused) {
                try RequestRefused.check(reason: reason, of: "a command")
            } catch {
                throw ProcessError(error)
            }
            let commands = try transaction.parkedCommands(of: process, [id])
            return try transaction.change(commands) { command in
                command.state = .skipped
                command.error = reason
            }[0]
        }
    }
}

extension ProcessTransaction {
    /// The parked commands of a process manager with some ids, or all of them. Throws `unknown` where one is not parked.
    fileprivate func parkedCommands(
        of process: String, _ ids: [UniqueID]?
    ) throws(ProcessError) -> [OutboxCommand] {
        guard let ids else { return try commands(of: process, in: [.parked], limit: .max) }
        var found: [OutboxCommand] = []
        for id in ids {
            guard let command = try command(id), command.process == process else {
                throw ProcessError(.unknown("there is no command \(id) of it in the outbox"))
            }
            guard command.state == .parked else {
                throw ProcessError(.unknown("the command \(id) is not parked: it is \(command.state.rawValue)"))
            }
            found.append(command)
        }
        return found
    }

    fileprivate func change(
        _ commands: [OutboxCommand], _ body: (inout OutboxCommand) -> Void
    ) throws(ProcessError) -> [OutboxCommand] {
        var changed = commands
        for index in changed.indices {
            changed[index].retryTime = nil
            body(&changed[index])
            try update(changed[index])
        }
        return changed
    }
}
