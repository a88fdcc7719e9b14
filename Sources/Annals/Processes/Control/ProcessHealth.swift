/// Whether process managers do what they are to do: for health checks.
public struct ProcessHealth: Hashable, Sendable {
    /// What is wrong, a sentence without full stop for each; empty when nothing is.
    public let problems: [String]

    /// Whether nothing is wrong.
    public var isHealthy: Bool { problems.isEmpty }

    /// Looks at statuses.
    ///
    /// - Parameters:
    ///   - lag: How long ago the first event may have been recorded that was not handled, how long a command may wait for its
    ///     delivery, and how late a timeout may be.
    ///   - parked: How many events, and how many commands, of a process manager may be parked.
    public init(_ statuses: [ProcessStatus], lag: Duration = .seconds(60), parked: Int = 0) {
        problems = statuses.flatMap { status in
            var problems: [String] = []
            func add(_ problem: String) { problems.append("\(status.name) \(problem)") }
            func seconds(_ duration: Duration) -> Int { Int(duration / .seconds(1)) }
            func addParked(_ count: Int, _ noun: String) {
                if count > parked { add("has \(count) parked \(noun)\(count == 1 ? "" : "s")") }
            }
            if let failure = status.failure { add("stands still: \(failure)") }
            if status.lag.time > lag {
                add("is \(status.lag.events) events and \(seconds(status.lag.time)) seconds behind")
            }
            if status.timeoutLag > lag { add("has a timeout that was due \(seconds(status.timeoutLag)) seconds ago") }
            if status.commandLag > lag {
                add("has a command that has waited for its delivery for \(seconds(status.commandLag)) seconds")
            }
            addParked(status.parked, "event")
            addParked(status.tally.parkedCommands, "command")
            for process in status.stuck { add("stands still at \(process.key): \(process.reason)") }
            return problems
        }
    }
}
