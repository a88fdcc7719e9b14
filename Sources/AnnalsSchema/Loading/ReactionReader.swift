import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads what a process does at an event or when time is up.
struct ReactionReader {
    let schema: Schema
    let broken: BrokenNames
    /// The fields that can be set.
    let state: [Field]
    /// The names under `timeouts:`.
    let timeouts: [String]
    /// What expressions see.
    let scope: TypeEnvironment

    /// The keys of a reaction.
    static let keys = ["when", "emit", "after", "at", "cancel", "set", "end"]

    func read(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> ProcessReaction {
        var reaction = ProcessReaction()
        reaction.condition = reader["when"].flatMap { expression($0, .bool, scope, &diagnostics) }
        if let node = reader["emit"] { reaction.emissions = emissions(node, &diagnostics) }
        reaction.deadlines =
            deadlines(reader, "after", .duration, ProcessDeadline.Due.after, &diagnostics)
            + deadlines(reader, "at", .timestamp, ProcessDeadline.Due.at, &diagnostics)
        if let node = reader["cancel"] { reaction.cancelled = cancelled(node, &diagnostics) }
        if let node = reader["set"] {
            reaction.assignments = AssignmentReader.read(node, "'set'", to: state, schema, in: scope, &diagnostics)
        }
        reaction.end = reader["end"].flatMap { expression($0, .bool, scope, &diagnostics) }
        checkTimeouts(reaction, reader, &diagnostics)
        return reaction
    }

    private func expression(
        _ node: Node, _ type: ExpressionType, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> CheckedExpression? {
        ExpressionReader.read(node, expecting: type, in: scope, &diagnostics)
    }

    // MARK: - Commands

    private func emissions(_ node: Node, _ diagnostics: inout Diagnostics) -> [ProcessEmission] {
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "'emit' must be a list of commands, found \(node.kindName)", at: node.location,
                suggestion: "write emit: [{ RequestPayment: { orderId: event.orderId } }], say")
            return []
        }
        return nodes.compactMap { emission($0, &diagnostics) }
    }

    private static let besides = ["when", "forEach"]

    private func emission(_ node: Node, _ diagnostics: inout Diagnostics) -> ProcessEmission? {
        guard let reader = MappingReader(node, "a command under 'emit'", &diagnostics) else { return nil }
        let named = reader.all.filter { !ReactionReader.besides.contains($0.key.text) }
        guard let entry = named.first, named.count == 1 else {
            diagnostics.error(
                "schema.emit",
                named.isEmpty
                    ? "a command under 'emit' has no name"
                    : "one item under 'emit' is one command, found \(named.map(\.key.text).joined(separator: " and "))",
                at: named.last?.key.location ?? reader.location,
                suggestion: "write - RequestPayment: { … }, and each command as an item of its own")
            return nil
        }
        var own = scope
        var loop: ProjectionHandler.Loop?
        if let node = reader["forEach"] {
            guard let (read, element) = LoopReader.read(node, in: scope, &diagnostics) else { return nil }
            loop = read
            own.variables[read.variable] = element
        }
        let condition = reader["when"].flatMap { expression($0, .bool, own, &diagnostics) }
        guard let command = command(entry.key, &diagnostics),
            let fields = fields(entry, command, own, &diagnostics)
        else { return nil }
        return ProcessEmission(
            command: command.name, loop: loop, condition: condition, fields: fields, location: entry.key.location)
    }

    private func command(_ name: Scalar, _ diagnostics: inout Diagnostics) -> CommandDeclaration? {
        if broken.contains(name.text) { return nil }
        if let command = schema.command(name.text) { return command }
        let isEvent = schema.event(name.text) != nil
        diagnostics.error(
            "schema.unknown-command",
            isEvent
                ? "'\(name.text)' is an event; a process emits commands, and aggregates decide which events follow"
                : "there is no command '\(name.text)'", at: name.location,
            suggestion: Suggestion.closest(to: name.text, in: schema.commands.map(\.name)).map {
                "did you mean '\($0)'?"
            } ?? "declare it under 'commands:'")
        return nil
    }

    private func fields(
        _ entry: Node.Entry, _ command: CommandDeclaration, _ scope: TypeEnvironment, _ diagnostics: inout Diagnostics
    ) -> [Assignment]? {
        let before = diagnostics.errorCount
        let assignments = AssignmentReader.read(
            entry.value, "the command '\(command.name)'", to: command.fields, schema, in: scope, &diagnostics)
        guard diagnostics.errorCount == before else { return nil }
        let missing = command.fields.filter { field in
            field.isRequired && !assignments.contains { $0.target == field.name }
        }
        guard missing.isEmpty else {
            let names = missing.map { "'\($0.name)'" }.joined(separator: ", ")
            diagnostics.error(
                "schema.command-fields", "the command '\(command.name)' needs \(names) too", at: entry.key.location,
                notes: [Diagnostic.Note("the command is declared here", at: command.location)],
                suggestion: "add \(missing[0].name): …, or give the field a default")
            return nil
        }
        return assignments
    }

    // MARK: - Timeouts

    private func deadlines(
        _ reader: MappingReader, _ key: String, _ type: ExpressionType,
        _ due: (CheckedExpression) -> ProcessDeadline.Due, _ diagnostics: inout Diagnostics
    ) -> [ProcessDeadline] {
        guard let node = reader[key], let entries = MappingReader(node, "'\(key)'", &diagnostics)?.all else {
            return []
        }
        return entries.compactMap { entry in
            guard checkName(entry.key, &diagnostics), let value = expression(entry.value, type, scope, &diagnostics)
            else { return nil }
            return ProcessDeadline(timeout: entry.key.text, due: due(value), location: entry.value.location)
        }
    }

    private func cancelled(_ node: Node, _ diagnostics: inout Diagnostics) -> [String] {
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "'cancel' must be a list of timeouts, found \(node.kindName)", at: node.location,
                suggestion: "write cancel: [payment], say")
            return []
        }
        return nodes.compactMap { node in
            guard case .scalar(let scalar) = node else {
                diagnostics.error(
                    "schema.kind", "'cancel' lists names of timeouts, found \(node.kindName)", at: node.location)
                return nil
            }
            return checkName(scalar, &diagnostics) ? scalar.text : nil
        }
    }

    private func checkName(_ name: Scalar, _ diagnostics: inout Diagnostics) -> Bool {
        guard !timeouts.contains(name.text) else { return true }
        diagnostics.error(
            "schema.unknown-timeout", "there is no timeout '\(name.text)'", at: name.location,
            suggestion: Suggestion.closest(to: name.text, in: timeouts).map { "did you mean '\($0)'?" }
                ?? "say what happens then: timeouts: { \(name.text): { … } }")
        return false
    }

    /// A timeout has one meaning in one reaction.
    private func checkTimeouts(
        _ reaction: ProcessReaction, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) {
        var seen: Set<String> = []
        let all =
            reaction.deadlines.map { ($0.timeout, $0.location) }
            + reaction.cancelled.map { ($0, reader["cancel"]?.location ?? reader.location) }
        for (name, location) in all where !seen.insert(name).inserted {
            diagnostics.error(
                "schema.timeout", "'\(name)' is set or cancelled twice here", at: location,
                suggestion: "keep one of them; a timeout that is set again is moved")
        }
    }
}
