/// Whether projections do what they are to do: for health checks.
public struct ProjectionHealth: Hashable, Sendable {
    /// What is wrong, a sentence without full stop for each; empty when nothing is.
    public let problems: [String]

    /// Whether nothing is wrong.
    public var isHealthy: Bool { problems.isEmpty }

    /// Looks at statuses.
    ///
    /// - Parameters:
    ///   - lag: How long ago the first event that is not in the rows may have been recorded. Paused projections count too:
    ///     their readers see old rows.
    ///   - parked: How many events of a projection may be parked.
    public init(_ statuses: [ProjectionStatus], lag: Duration = .seconds(60), parked: Int = 0) {
        problems = statuses.flatMap { status in
            var problems: [String] = []
            if let failure = status.failure { problems.append("\(status.name) stands still: \(failure)") }
            if status.state == .outdated { problems.append("\(status.name) has rows of another definition") }
            if let failure = status.rebuild?.failure {
                problems.append("the rebuild of \(status.name) stands still: \(failure)")
            }
            if status.lag.time > lag {
                problems.append(
                    "\(status.name) is \(status.lag.events) events and \(Int(status.lag.seconds)) seconds behind")
            }
            if status.parked > parked {
                problems.append("\(status.name) has \(status.parked) parked event\(status.parked == 1 ? "" : "s")")
            }
            return problems
        }
    }
}
