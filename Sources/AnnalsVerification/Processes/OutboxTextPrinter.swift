public import Annals
import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsJSON

/// Prints commands of process managers for people.
public struct OutboxTextPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// A line or two for each command. Ends with a line break.
    public func text(_ commands: [OutboxCommand]) -> String {
        guard !commands.isEmpty else { return "no such command is in the outbox\n" }
        let titles = ["PROCESS", "KEY", "ID", "COMMAND", "STATE", "ATTEMPTS", "SINCE"]
        let rows = commands.map { command in
            [
                command.process, command.key, command.id.description, command.type, state(command),
                String(command.attempts), command.time.description,
            ].map(VisibleText.line)
        }
        let lines = TextTable(titles, rows).lines
        var text = lines[0] + "\n"
        for (command, line) in zip(commands, lines.dropFirst()) {
            text += line + "\n"
            if let error = command.error { text += "  \(ErrorExcerpt.of(error))\n" }
        }
        let parked = commands.count { $0.state == .parked }
        return text + "\n\(CompatibilityReport.count(commands.count, "command")), \(parked) of them parked\n"
    }

    /// All about a command. Ends with a line break.
    public func text(_ explanation: CommandExplanation) -> String {
        let command = explanation.command
        var lines = ["\(VisibleText.line("\(command.type) of \(command.process)")): \(state(command))"]
        lines +=
            TextTable(
                [
                    ("id", command.id.description),
                    ("key", command.key),
                    ("emitted", command.time.description + (command.userId.map { " by \($0)" } ?? "")),
                    ("cause", command.cause.description),
                    ("belongs to", command.correlationId ?? ""),
                    ("attempts", String(command.attempts)),
                    ("next", command.retryTime?.description ?? ""),
                    (command.state == .skipped ? "reason" : "error", command.error ?? ""),
                ].filter { !$0.1.isEmpty }.map { ["  " + $0.0, VisibleText.line($0.1)] }
            ).lines
        let payload = (try? JSONValue(parsing: command.payload))?.prettyText()
        var blocks = [
            lines.joined(separator: "\n"),
            VisibleText.of(payload ?? String(decoding: command.payload, as: UTF8.self)),
        ]
        if let obstacle = explanation.obstacle { blocks.append("with these schemas: " + VisibleText.of(obstacle)) }
        return blocks.joined(separator: "\n\n") + "\n"
    }

    private func state(_ command: OutboxCommand) -> String {
        command.state == .pending && command.attempts > 0 ? "pending, tried again" : command.state.rawValue
    }
}
