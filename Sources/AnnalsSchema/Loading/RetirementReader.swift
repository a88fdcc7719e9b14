import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Reads what stands under `retired:`.
struct RetirementReader {
    let schema: Schema
    let scopes: Scopes
    let broken: BrokenNames

    /// What stored events of an event are read as; nil when that was not understood.
    func read(
        _ entry: Node.Entry, of event: EventDeclaration, _ diagnostics: inout Diagnostics
    ) -> Retirement? {
        guard let newest = event.versions.last else { return nil }
        guard case .mapping = entry.value, let reader = MappingReader(entry.value, "'retired'", &diagnostics) else {
            diagnostics.error(
                "schema.retired", "'retired' is a map, found \(entry.value.kindName)", at: entry.key.location,
                suggestion: "write retired: {} when nothing takes the place of the event, or retired: { into: [ … ] }")
            return nil
        }
        reader.allow(["into", "otherwise", "because", "drop"], &diagnostics)
        var retirement = Retirement(because: reader.text("because", &diagnostics), location: entry.key.location)
        guard let into = reader.entry("into") else {
            for key in ["otherwise", "drop"] {
                guard let entry = reader.entry(key) else { continue }
                diagnostics.error(
                    "schema.retired", "without 'into' every event is read as nothing, so '\(key)' says nothing",
                    at: entry.key.location, suggestion: "remove it, or list what takes the event's place under 'into'")
            }
            return retirement
        }
        guard case .sequence(let nodes, _) = into.value, !nodes.isEmpty else {
            diagnostics.error(
                "schema.retired", "'into' is a list of events, found \(into.value.kindName)", at: into.value.location,
                suggestion: "write into: [{ event: OrderPlaced, when: old.total > 0, fields: { … } }], say")
            return nil
        }
        retirement.dropsRest = dropsRest(reader, &diagnostics)
        let losses = LossCheck(schema: schema)
        var step = UpcastReader.Step(
            id: newest.id, old: newest.fields, new: [], drop: reader["drop"], location: entry.key.location,
            hasMeta: true, retired: newest.id)
        let dropped = losses.dropped(step, &diagnostics)
        retirement.dropped = dropped.map(\.text)
        let parts = nodes.map { part($0, event, &step, &diagnostics) }
        retirement.parts = parts.compactMap(\.self)
        guard retirement.parts.count == nodes.count else { return nil }
        if retirement.dropsRest, retirement.parts.contains(where: { $0.condition == nil }) {
            diagnostics.error(
                "schema.retired", "'otherwise' never applies: one of the events has no 'when'",
                at: reader.entry("otherwise")?.key.location ?? entry.key.location,
                suggestion: "remove 'otherwise', or give every event a 'when'")
        }
        // A condition reads what it decides on.
        let conditions = retirement.parts.compactMap { part in
            part.condition.map { FieldUpcast(field: "", source: .expression($0), location: part.location) }
        }
        losses.check(retirement.parts.flatMap(\.fields) + conditions, dropped, step, &diagnostics)
        return retirement
    }

    private func dropsRest(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> Bool {
        guard let otherwise = reader.scalar("otherwise", &diagnostics) else { return false }
        if otherwise.text != "drop" {
            diagnostics.error(
                "schema.retired", "'otherwise' is the word drop, found '\(otherwise.text)'", at: otherwise.location,
                suggestion: "write otherwise: drop, or leave it out: then an event that meets no condition is an error")
        }
        return true
    }

    // MARK: - Parts

    private func part(
        _ node: Node, _ event: EventDeclaration, _ step: inout UpcastReader.Step, _ diagnostics: inout Diagnostics
    ) -> RetirementPart? {
        guard let reader = MappingReader(node, "an event under 'into'", &diagnostics) else { return nil }
        reader.allow(["event", "when", "fields"], &diagnostics)
        let before = diagnostics.errorCount
        var condition: CheckedExpression?
        if let node = reader["when"] {
            condition = ExpressionReader.read(
                node, expecting: .bool, in: scopes.upcast(from: step.previous, hasMeta: true), &diagnostics)
        }
        guard reader.required("event", &diagnostics, suggestion: "name the event that takes the place") != nil,
            let name = reader.scalar("event", &diagnostics), let target = target(name, event, &diagnostics)
        else { return nil }
        step.id = target.id
        var own = step
        own.new = target.fields
        own.upcast = reader.entry("fields")
        own.location = name.location
        guard let fields = UpcastReader(schema: schema, scopes: scopes).fields(own, &diagnostics),
            diagnostics.errorCount == before
        else { return nil }
        var part = RetirementPart(target: target.id, condition: condition, fields: fields, location: name.location)
        part.conditionLocation = reader["when"]?.location
        return part
    }

    /// The version that `OrderPlaced` or `OrderPlaced@2` names.
    private func target(
        _ name: Scalar, _ event: EventDeclaration, _ diagnostics: inout Diagnostics
    ) -> EventVersion? {
        let words = name.text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        if broken.contains(words[0]) { return nil }
        guard let target = schema.event(words[0]) else {
            diagnostics.error(
                "schema.unknown-event", "there is no event '\(words[0])'", at: name.location,
                suggestion: Suggestion.closest(to: words[0], in: schema.events.map(\.name)).map {
                    "did you mean '\($0)'?"
                })
            return nil
        }
        guard target.aggregate == event.aggregate else {
            diagnostics.error(
                "schema.retired",
                "'\(target.name)' belongs to the aggregate '\(target.aggregate)', but what takes the place of "
                    + "'\(event.name)' stands in a stream of '\(event.aggregate)'", at: name.location)
            return nil
        }
        let number = words.count > 1 ? Int(words[1]) : target.versions.count == 1 ? 1 : nil
        guard let number, let version = target.version(number) else {
            let known = target.versions.map(\.id.description).joined(separator: ", ")
            diagnostics.error(
                "schema.retired",
                words.count > 1
                    ? "'\(target.name)' has no version '\(words[1])'; there are \(known)"
                    : "'\(target.name)' has several versions: say which one is made", at: name.location,
                suggestion: "write \(target.versions.last?.id.description ?? target.name)")
            return nil
        }
        return version
    }
}
