public import Annals
import AnnalsCompatibility
import AnnalsJSON
import AnnalsValues

/// Prints commands of process managers as JSON, for programs.
public struct OutboxJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The commands without their payloads. Ends with a line break.
    public func text(_ commands: [OutboxCommand]) -> String {
        JSONValue.object([
            "format": .string("annals-outbox-1"), "commands": .array(commands.map { .object(members($0)) }),
        ]).document
    }

    /// All about a command. The payload is JSON, or a string where it is none. Ends with a line break.
    public func text(_ explanation: CommandExplanation) -> String {
        var value = members(explanation.command)
        let payload = explanation.command.payload
        value["payload"] = (try? JSONValue(parsing: payload)) ?? .string(String(decoding: payload, as: UTF8.self))
        value["obstacle"] = text(explanation.obstacle)
        return JSONValue.object(["format": .string("annals-outbox-command-1"), "command": .object(value)]).document
    }

    private func members(_ command: OutboxCommand) -> OrderedMap<JSONValue> {
        [
            "process": .string(command.process), "key": .string(command.key), "id": .string(command.id.description),
            "sequence": .integer(command.sequence), "type": .string(command.type),
            "state": .string(command.state.rawValue), "attempts": .integer(command.attempts),
            "time": .string(command.time.description), "cause": .string(command.cause.description),
            "correlationId": text(command.correlationId), "userId": text(command.userId),
            "retryTime": text(command.retryTime?.description), "error": text(command.error),
        ]
    }

    private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
