import AnnalsDiagnostics
import AnnalsExpression
public import AnnalsSchema

extension Schema {
    /// All expressions, in the order of the schema.
    public var expressionSites: [ExpressionSite] {
        types.flatMap(sites) + events.flatMap(sites) + aggregates.flatMap(sites) + projections.flatMap(sites)
            + processes.flatMap(sites)
    }

    // MARK: - Types and events

    private func sites(_ type: TypeDeclaration) -> [ExpressionSite] {
        type.versions.flatMap { version in
            let old = type.version(version.id.version - 1).flatMap(input)
            let this = input(version).map { ExpressionSite.Input(variable: "this", shape: $0.shape.withoutRules) }
            return sites(version.upcast, version.id, .upcast, [old].compactMap { $0 }, event: nil)
                + sites(version.rules, version.id, [this].compactMap { $0 })
        }
    }

    /// The value of an older version, as `old`.
    private func input(_ version: TypeVersion) -> ExpressionSite.Input? {
        var shape = EventVersion(
            id: version.id, description: nil, fields: [], upcast: nil, location: version.location)
        switch version.definition {
        case .record(let fields):
            shape.fields = fields
            shape.rules = version.rules
            return ExpressionSite.Input(variable: "old", shape: shape)
        case .alias:
            shape.fields = [Field(name: "old", type: .named(version.id), location: version.location)]
            return ExpressionSite.Input(variable: "old", shape: shape, isWrapped: true)
        case .enumeration, .union: return nil
        }
    }

    private func sites(_ event: EventDeclaration) -> [ExpressionSite] {
        func old(_ number: Int) -> [ExpressionSite.Input] {
            event.version(number).map { [ExpressionSite.Input(variable: "old", shape: $0)] } ?? []
        }
        var sites = event.versions.flatMap { version in
            let this = ExpressionSite.Input(variable: "this", shape: version.withoutRules)
            return self.sites(version.upcast, version.id, .upcast, old(version.id.version - 1), event: event.name)
                + self.sites(version.rules, version.id, [this])
        }
        for part in event.retirement?.parts ?? [] {
            let inputs = old(event.versions.count)
            if let condition = part.condition {
                sites.append(
                    ExpressionSite(
                        role: .retirement, name: "\(event.name) as \(part.target): when", expression: condition,
                        location: part.conditionLocation ?? part.location, event: event.name, inputs: inputs))
            }
            sites += self.sites(part.upcast, part.target, .retirement, inputs, event: event.name)
        }
        return sites
    }

    private func sites(
        _ upcast: Upcast?, _ id: VersionedName, _ role: ExpressionSite.Role, _ inputs: [ExpressionSite.Input],
        event: String?
    ) -> [ExpressionSite] {
        switch upcast?.body {
        case .fields(let fields):
            fields.compactMap { field in
                guard case .expression(let expression) = field.source else { return nil }
                return ExpressionSite(
                    role: role, name: "\(id).\(field.field)", expression: expression, location: field.location,
                    event: event, inputs: inputs)
            }
        case .whole(.expression(let expression)):
            [
                ExpressionSite(
                    role: role, name: "\(id)", expression: expression,
                    location: upcast?.location ?? SourceLocation(file: "", line: 1, column: 1), event: event,
                    inputs: inputs)
            ]
        default: []
        }
    }

    private func sites(
        _ rules: [RecordRule], _ id: VersionedName, _ inputs: [ExpressionSite.Input]
    ) -> [ExpressionSite] {
        rules.map { rule in
            ExpressionSite(
                role: .rule, name: "\(id): rule \(rule.id)", expression: rule.expression, location: rule.location,
                event: nil, inputs: inputs)
        }
    }

    // MARK: - Handlers

    private func sites(_ aggregate: AggregateDeclaration) -> [ExpressionSite] {
        let state = ExpressionSite.Input(
            variable: "state",
            shape: shape(Scopes.state(aggregate.name), aggregate.state, aggregate.location))
        return aggregate.handlers.flatMap { handler in
            handler.assignments.map { assignment in
                ExpressionSite(
                    role: .aggregate, name: "\(aggregate.name) on \(handler.event): set \(assignment.target)",
                    expression: assignment.expression, location: assignment.location, event: handler.event,
                    inputs: newest(handler.event) + [state])
            }
        }
    }

    private func sites(_ projection: ProjectionDeclaration) -> [ExpressionSite] {
        let row = ExpressionSite.Input(
            variable: "row",
            shape: shape(
                Scopes.row(projection.name), projection.storedColumns.map(\.field), projection.location))
        return projection.handlers.flatMap { handler in
            var steps = handler.key.map { ("key \($0.target)", $0.expression, $0.location) }
            steps += handler.filter.map { ("where \($0.target)", $0.expression, $0.location) }
            switch handler.action {
            case .upsert(let assignments):
                steps += assignments.map { ("upsert \($0.target)", $0.expression, $0.location) }
            case .update(let assignments):
                steps += assignments.map { ("update \($0.target)", $0.expression, $0.location) }
            case .delete, .custom: break
            }
            let inputs = newest(handler.event) + [row]
            let name = "\(projection.name) on \(handler.event)"
            let list = handler.loop.map { loop in
                ExpressionSite(
                    role: .projection, name: "\(name): forEach", expression: loop.list, location: handler.location,
                    event: handler.event, inputs: inputs)
            }
            return [list].compactMap { $0 }
                + steps.map { step, expression, location in
                    ExpressionSite(
                        role: .projection, name: "\(name): \(step)", expression: expression, location: location,
                        event: handler.event, inputs: inputs, loop: handler.loop)
                }
        }
    }

    private func sites(_ process: ProcessDeclaration) -> [ExpressionSite] {
        let state = ExpressionSite.Input(
            variable: "state", shape: shape(Scopes.state(process.name), process.fields, process.location))
        let time = Field(name: "due", type: .scalar(.timestamp, Constraints()), location: process.location)
        let due = ExpressionSite.Input(
            variable: "due", shape: shape(RecordName("$due", version: 1), [time], process.location), isWrapped: true)
        let ofEvents = process.handlers.flatMap { handler in
            let name = "\(process.name) on \(handler.event)"
            let inputs = newest(handler.event) + [state]
            let key = handler.key.map { assignment in
                ExpressionSite(
                    role: .process, name: "\(name): key \(assignment.target)", expression: assignment.expression,
                    location: assignment.location, event: handler.event, inputs: inputs)
            }
            return key + sites(handler.reaction, name, handler.location, event: handler.event, inputs)
        }
        return ofEvents
            + process.timeouts.flatMap { timeout in
                sites(
                    timeout.reaction, "\(process.name) at \(timeout.name)", timeout.location, event: nil, [state, due])
            }
    }

    private func sites(
        _ reaction: ProcessReaction, _ name: String, _ location: SourceLocation, event: String?,
        _ inputs: [ExpressionSite.Input]
    ) -> [ExpressionSite] {
        func site(
            _ step: String, _ expression: CheckedExpression, _ location: SourceLocation,
            _ loop: ProjectionHandler.Loop? = nil
        ) -> ExpressionSite {
            ExpressionSite(
                role: .process, name: "\(name): \(step)", expression: expression, location: location, event: event,
                inputs: inputs, loop: loop)
        }
        var sites = reaction.condition.map { [site("when", $0, location)] } ?? []
        for emission in reaction.emissions {
            let step = "emit \(emission.command)"
            if let loop = emission.loop { sites.append(site("\(step) forEach", loop.list, emission.location)) }
            if let condition = emission.condition {
                sites.append(site("\(step) when", condition, emission.location, emission.loop))
            }
            sites += emission.fields.map { site("\(step) \($0.target)", $0.expression, $0.location, emission.loop) }
        }
        sites += reaction.deadlines.map { site("set \($0.timeout)", $0.due.expression, $0.location) }
        if let end = reaction.end { sites.append(site("end", end, location)) }
        return sites + reaction.assignments.map { site("set \($0.target)", $0.expression, $0.location) }
    }

    private func newest(_ event: String) -> [ExpressionSite.Input] {
        self.event(event)?.versions.last.map { [ExpressionSite.Input(variable: "event", shape: $0)] } ?? []
    }

    private func shape(_ record: RecordName, _ fields: [Field], _ location: SourceLocation) -> EventVersion {
        EventVersion(
            id: VersionedName(record.name, record.version), description: nil, fields: fields, upcast: nil,
            location: location)
    }
}

extension EventVersion {
    /// The version with all payloads that its rules would be asked about.
    fileprivate var withoutRules: EventVersion {
        var version = self
        version.rules = []
        return version
    }
}
