import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads the declarations under `processes:`.
struct ProcessReader {
    let schema: Schema
    let scopes: Scopes
    let fields: FieldReader
    let broken: BrokenNames
    let file: String

    private static let keyRule = "schema.process-key"

    func read(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> ProcessDeclaration? {
        let name = entry.key
        Names.check(name, .process, &diagnostics)
        guard let reader = MappingReader(entry.value, "the process '\(name.text)'", at: name.location, &diagnostics)
        else { return nil }
        reader.allow(["description", "key", "state", "on", "timeouts"], &diagnostics)
        guard let keyNode = reader.required("key", &diagnostics, suggestion: "add 'key: { orderId: uuid }', say") else {
            return nil
        }
        let before = diagnostics.errorCount
        let key = fields.fields(keyNode, "'key'", &diagnostics).map(\.field)
        guard !key.isEmpty else {
            if diagnostics.errorCount > before { return nil }
            diagnostics.error(ProcessReader.keyRule, "a process needs a key", at: keyNode.location)
            return nil
        }
        for field in key { KeyReader.check(field, schema, ProcessReader.keyRule, &diagnostics) }
        let state = StateReader.read(reader, fields, &diagnostics)
        for field in state where key.contains(where: { $0.name == field.name }) {
            diagnostics.error(
                "schema.duplicate-name", "'\(field.name)' is part of the key already", at: field.location,
                suggestion: "remove it from 'state': expressions read it as state.\(field.name) all the same")
        }
        var process = ProcessDeclaration(
            name: name.text, description: reader.text("description", &diagnostics), key: key, state: state,
            handlers: [], timeouts: [], file: file, location: name.location)
        let isStateBroken = diagnostics.errorCount > before
        let timeouts = entries(reader, "timeouts", &diagnostics)
        let names = timeouts.map(\.key.text)
        guard reader.required("on", &diagnostics, suggestion: "say what each event brings about") != nil else {
            return process
        }
        let handlers = entries(reader, "on", &diagnostics)
        let starts = handlers.filter { isStart($0, &diagnostics) }
        if starts.isEmpty, diagnostics.errorCount == before {
            diagnostics.error(
                "schema.process-start", "no event begins the process '\(name.text)'", at: name.location,
                suggestion: "write 'start: true' in the handler of the event that begins one")
        }
        process.handlers = handlers.compactMap {
            handler($0, process, isStateBroken: isStateBroken, names, &diagnostics)
        }
        process.timeouts = timeouts.compactMap {
            timeout($0, process, isStateBroken: isStateBroken, names, &diagnostics)
        }
        if diagnostics.errorCount == before { checkUse(process, &diagnostics) }
        return process
    }

    private func entries(_ reader: MappingReader, _ key: String, _ diagnostics: inout Diagnostics) -> [Node.Entry] {
        reader[key].flatMap { MappingReader($0, "'\(key)'", &diagnostics)?.all } ?? []
    }

    private func isStart(_ entry: Node.Entry, _ diagnostics: inout Diagnostics) -> Bool {
        guard case .mapping(let entries, _) = entry.value else { return false }
        return entries.contains { entry in
            guard entry.key.text == "start", case .scalar(let value) = entry.value else { return false }
            return value.text == "true"
        }
    }

    // MARK: - Handlers

    private func handler(
        _ entry: Node.Entry, _ process: ProcessDeclaration, isStateBroken: Bool, _ timeouts: [String],
        _ diagnostics: inout Diagnostics
    ) -> ProcessHandler? {
        let event = HandledEvent.find(entry.key, in: schema, broken, &diagnostics)
        guard
            let reader = MappingReader(
                entry.value, "the handler of '\(entry.key.text)'", at: entry.key.location, &diagnostics)
        else { return nil }
        reader.allow(["start", "key"] + ReactionReader.keys, &diagnostics)
        let isStart = reader.flag("start", &diagnostics)
        checkContent(reader, isStart: isStart, &diagnostics)
        guard let event, !isStateBroken else { return nil }
        let key = KeyReader(schema: schema, fields: process.key, rule: ProcessReader.keyRule).read(
            reader, event, scopes.process(process.name, state: nil, event: event), &diagnostics)
        let reactions = ReactionReader(
            schema: schema, broken: broken, state: process.state, timeouts: timeouts,
            scope: scopes.process(process.name, state: process.fields, event: event))
        let reaction = reactions.read(reader, &diagnostics)
        guard let key else { return nil }
        return ProcessHandler(
            event: event.name, isStart: isStart, key: key, reaction: reaction, location: entry.key.location)
    }

    private func timeout(
        _ entry: Node.Entry, _ process: ProcessDeclaration, isStateBroken: Bool, _ timeouts: [String],
        _ diagnostics: inout Diagnostics
    ) -> ProcessTimeout? {
        Names.check(entry.key, .swiftCase, &diagnostics)
        guard
            let reader = MappingReader(
                entry.value, "the timeout '\(entry.key.text)'", at: entry.key.location, &diagnostics)
        else { return nil }
        reader.allow(ReactionReader.keys, &diagnostics)
        checkContent(reader, isStart: false, &diagnostics)
        guard !isStateBroken else { return nil }
        let reactions = ReactionReader(
            schema: schema, broken: broken, state: process.state, timeouts: timeouts,
            scope: scopes.timeout(of: process.name, state: process.fields))
        return ProcessTimeout(
            name: entry.key.text, reaction: reactions.read(reader, &diagnostics), location: entry.key.location)
    }

    private func checkContent(_ reader: MappingReader, isStart: Bool, _ diagnostics: inout Diagnostics) {
        let parts = ReactionReader.keys.filter { $0 != "when" }
        guard !isStart, !parts.contains(where: { reader[$0] != nil }) else { return }
        diagnostics.error(
            "schema.handler", "\(reader.subject) does nothing", at: reader.location,
            suggestion: "write some of \(parts.joined(separator: ", "))")
    }

    /// What is declared and can never come to be.
    private func checkUse(_ process: ProcessDeclaration, _ diagnostics: inout Diagnostics) {
        let set = Set(process.reactions.flatMap(\.deadlines).map(\.timeout))
        for timeout in process.timeouts where !set.contains(timeout.name) {
            diagnostics.error(
                "schema.timeout", "nothing sets the timeout '\(timeout.name)'", at: timeout.location,
                suggestion: "write after: { \(timeout.name): \"duration('24h')\" } in a handler, or remove it")
        }
    }
}
