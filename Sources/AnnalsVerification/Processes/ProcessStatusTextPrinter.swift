public import Annals
import AnnalsDiagnostics

/// Prints how process managers are doing, for people.
public struct ProcessStatusTextPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// A table, and below it what stands still. Ends with a line break.
    public func text(_ statuses: [ProcessStatus]) -> String {
        guard !statuses.isEmpty else { return "no process manager ever ran here\n" }
        let titles = ["PROCESS", "STATE", "POSITION", "BEHIND", "PARKED", "INSTANCES", "TIMEOUTS", "COMMANDS"]
        let rows = statuses.map { status in
            [
                status.name, status.failure != nil ? "stopped" : status.isReplaying ? "replaying" : "active",
                String(status.position),
                ProjectionStatusTextPrinter.words(status.lag), String(status.parked), String(status.tally.instances),
                timeouts(status), commands(status),
            ].map(VisibleText.line)
        }
        var text = TextTable(titles, rows).lines.joined(separator: "\n") + "\n"
        let stuck = statuses.flatMap { status in
            (status.failure.map { ["\(status.name): \($0)"] } ?? [])
                + status.stuck.map { "\(status.name), \($0.key): \($0.reason)" }
        }
        if !stuck.isEmpty { text += "\n" + stuck.map(VisibleText.of).joined(separator: "\n") + "\n" }
        return text
    }

    private func timeouts(_ status: ProcessStatus) -> String {
        var text = String(status.tally.timeouts)
        if status.timeoutLag > .zero {
            text += ", due for \(ProjectionStatusTextPrinter.words(status.timeoutLag))"
        } else if let next = status.tally.nextDue {
            text += ", next \(next)"
        }
        return text
    }

    private func commands(_ status: ProcessStatus) -> String {
        let tally = status.tally
        var parts: [String] = []
        if tally.pending > 0 {
            parts.append("\(tally.pending) pending for \(ProjectionStatusTextPrinter.words(status.commandLag))")
        }
        if tally.retrying > 0 { parts.append("\(tally.retrying) tried again") }
        if tally.parkedCommands > 0 { parts.append("\(tally.parkedCommands) parked") }
        return parts.isEmpty ? "0" : parts.joined(separator: ", ")
    }
}
