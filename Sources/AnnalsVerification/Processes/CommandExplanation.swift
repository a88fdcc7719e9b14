public import Annals
import AnnalsInterpreter
import AnnalsJSON
public import AnnalsSchema

/// A command in the outbox, with what the schemas of today say of it.
public struct CommandExplanation: Sendable {
    /// The command.
    public var command: OutboxCommand
    /// Why a program with these schemas could not deliver it, in words; nil when it could, or no schemas were looked at.
    public var obstacle: String?

    /// Explains a command without schemas.
    public init(_ command: OutboxCommand) { self.command = command }

    /// Explains a command with the schemas that its next delivery may have.
    public init(_ command: OutboxCommand, _ schema: Schema) {
        self.command = command
        guard let process = schema.processes.first(where: { $0.name == command.process }) else {
            obstacle = "the schemas have no process \(command.process)"
            return
        }
        guard process.commands.contains(command.type),
            let declaration = schema.commands.first(where: { $0.name == command.type })
        else {
            obstacle = "\(process.name) emits no \(command.type) any more"
            return
        }
        guard let payload = try? JSONValue(parsing: command.payload) else {
            obstacle = "the payload is no JSON"
            return
        }
        let violations = Validator(schema).violations(of: payload, fields: declaration.fields)
        if !violations.isEmpty { obstacle = violations.map(\.description).joined(separator: "\n") }
    }
}
