import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// What is recorded of a process manager when it is published, besides the fingerprint of all that its states follow from.
struct PublishedProcess: Hashable {
    /// The key fields in their order: what identifies a process is the text of their values.
    var key: [String]
    /// The types of the commands that it emits, in their order.
    var commands: [String]
    /// The names of its timeouts, in their order.
    var timeouts: [String]
    /// The canonical shape of its state.
    var state: JSONValue

    init(_ process: ProcessDeclaration, in schema: Schema) {
        key = process.key.map(\.name)
        commands = process.commands.sorted()
        timeouts = process.timeouts.map(\.name).sorted()
        // A shape is JSON that the canonical writer made.
        state = (try? JSONValue(parsing: CanonicalShape(process.fields, in: schema).text)) ?? .null
    }

    /// Reads the form in the lock file; nil for a text that is none.
    init?(text: String) {
        guard case .object(let members)? = try? JSONValue(parsing: text), members.count == 4,
            let key = Self.names(members["key"]), let commands = Self.names(members["commands"]),
            let timeouts = Self.names(members["timeouts"]), let state = members["state"]
        else { return nil }
        (self.key, self.commands, self.timeouts, self.state) = (key, commands, timeouts, state)
    }

    /// The form in the lock file: compact JSON with sorted keys.
    var text: String {
        JSONValue.object([
            "commands": Self.list(commands), "key": Self.list(key), "state": state, "timeouts": Self.list(timeouts),
        ]).text
    }

    private static func list(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }

    private static func names(_ json: JSONValue?) -> [String]? {
        guard case .array(let values)? = json else { return nil }
        let names = values.compactMap { if case .string(let name) = $0 { name } else { nil as String? } }
        return names.count == values.count ? names : nil
    }
}

extension PublishedProcess {
    /// The lines of the lock file for commands and process managers.
    static func entries(_ schema: Schema) -> [LockEntry] {
        schema.commands.map { command in
            let shape = CanonicalShape(command.fields, in: schema)
            return LockEntry(
                kind: .command, name: command.name, version: 1, fingerprint: shape.fingerprint, upcast: nil,
                shape: shape.text, declaration: command.location)
        }
            + schema.processes.map { process in
                LockEntry(
                    kind: .process, name: process.name, version: 1, fingerprint: schema.fingerprint(of: process),
                    upcast: nil, shape: PublishedProcess(process, in: schema).text, declaration: process.location)
            }
    }
}
