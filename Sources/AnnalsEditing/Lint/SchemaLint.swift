public import AnnalsDiagnostics
public import AnnalsSchema

/// `annals lint`: what loads and works, and still should not stay so.
public struct SchemaLint {
    private let schema: Schema
    private let rules: Set<LintRule>
    private var found = Diagnostics()

    /// What a schema should do otherwise: warnings in the order of their places.
    ///
    /// - Parameters:
    ///   - schema: The schema.
    ///   - rules: The rules that are looked at.
    public static func findings(_ schema: Schema, rules: Set<LintRule> = Set(LintRule.allCases)) -> Diagnostics {
        var lint = SchemaLint(schema: schema, rules: rules)
        lint.run()
        return lint.found
    }

    /// The rules that a configuration leaves on.
    ///
    /// - Parameter diagnostics: Receives names that are no rules.
    public static func rules(
        _ configuration: SchemaConfiguration, diagnostics: inout Diagnostics
    ) -> Set<LintRule> {
        var rules = Set(LintRule.allCases)
        for setting in configuration.lint {
            // Both `description` and the full id, as it is printed, name a rule.
            guard let rule = LintRule(rawValue: setting.rule) ?? LintRule(rawValue: "lint.\(setting.rule)") else {
                let known = LintRule.allCases.map { String($0.rawValue.dropFirst("lint.".count)) }
                diagnostics.error(
                    "configuration.value", "there is no lint rule '\(setting.rule)'", at: setting.location,
                    suggestion: Suggestion.closest(to: setting.rule, in: known).map { "did you mean '\($0)'?" }
                        ?? "the rules are \(known.joined(separator: ", "))")
                continue
            }
            if !setting.isOn { rules.remove(rule) }
        }
        return rules
    }

    private init(schema: Schema, rules: Set<LintRule>) {
        self.schema = schema
        self.rules = rules
    }

    private mutating func report(
        _ rule: LintRule, _ message: String, at location: SourceLocation, suggestion: String? = nil
    ) {
        guard rules.contains(rule) else { return }
        found.warning(rule.rawValue, message, at: location, suggestion: suggestion)
    }

    private mutating func run() {
        for event in schema.events { check(event) }
        for type in schema.types { check(type) }
        for aggregate in schema.aggregates {
            checkTypeName("aggregate", aggregate.name, aggregate.location)
            checkDescription("aggregate", aggregate.name, aggregate.description, aggregate.location)
            checkFields(aggregate.state)
            for assignment in aggregate.handlers.flatMap(\.assignments) where assignment.reads.contains(position) {
                reportPosition("the state of '\(aggregate.name)' depends", at: assignment.location)
            }
        }
        for projection in schema.projections {
            checkTypeName("projection", projection.name, projection.location)
            checkDescription("projection", projection.name, projection.description, projection.location)
            checkFields(projection.columns.map(\.field))
            checkRows(projection)
        }
        for command in schema.commands {
            checkTypeName("command", command.name, command.location)
            checkDescription("command", command.name, command.description, command.location)
            checkFields(command.fields)
        }
        for process in schema.processes {
            checkTypeName("process", process.name, process.location)
            checkDescription("process", process.name, process.description, process.location)
            checkFields(process.fields)
        }
        checkUse()
    }

    // MARK: - Read models

    private mutating func checkRows(_ projection: ProjectionDeclaration) {
        let makesRows = projection.handlers.contains { handler in
            switch handler.action {
            case .upsert, .custom: true
            case .update, .delete: false
            }
        }
        if !makesRows {
            report(
                .noRows, "no handler of '\(projection.name)' makes a row, so that its table stays empty",
                at: projection.location, suggestion: "write upsert: in the handler of the event with which a row begins"
            )
        }
        for handler in projection.handlers where handler.reads.contains(position) {
            reportPosition("the rows of '\(projection.name)' depend", at: handler.location)
        }
    }

    private var position: [String] { ["meta", "position"] }

    private mutating func reportPosition(_ what: String, at location: SourceLocation) {
        report(
            .storedPosition, "\(what) on meta.position, which is another one in another store", at: location,
            suggestion: "write meta.id for which event it was, meta.streamVersion for its place in its stream, or "
                + "meta.time for when")
    }

    // MARK: - Events and types

    private mutating func check(_ event: EventDeclaration) {
        // Of a retired event nothing changes any more.
        guard event.retirement == nil else { return }
        checkDescription("event", event.name, event.description, event.location)
        let words = NameStyle.words(of: event.name)
        if let style = NameStyle.style(of: event.name), style != .upperCamel {
            let better = NameStyle.camelCase(event.name, upper: true)
            report(
                .eventName, "the event '\(event.name)' is not written like OrderPlaced", at: event.location,
                suggestion: "write \(better), with 'formerly: [\(event.name)]' when events are stored already")
        }
        if !words.contains(where: PastTense.isPast) {
            report(
                .eventTense, "'\(event.name)' does not say what has happened", at: event.location,
                suggestion: "name a fact of the past, as in OrderPlaced, with 'formerly: [\(event.name)]' when events "
                    + "are stored already")
        }
        for (old, new) in zip(event.versions, event.versions.dropFirst())
        where CanonicalShape(old, in: schema).text == CanonicalShape(new, in: schema).text {
            checkUnchanged(new.id, new.upcast, new.location)
        }
        guard let newest = event.versions.last else { return }
        checkFields(newest.fields)
        if newest.fields.isEmpty {
            report(
                .noFields, "\(newest.id) has no fields", at: newest.location,
                suggestion: "give it the field that its aggregate is known by")
        }
    }

    private mutating func check(_ type: TypeDeclaration) {
        checkDescription("type", type.name, type.description, type.location)
        checkTypeName("type", type.name, type.location)
        for (old, new) in zip(type.versions, type.versions.dropFirst())
        where CanonicalShape(old, in: schema).text == CanonicalShape(new, in: schema).text {
            checkUnchanged(new.id, new.upcast, new.location)
        }
        guard let newest = type.versions.last else { return }
        switch newest.definition {
        case .record(let fields):
            checkFields(fields)
            if fields.isEmpty, !isAlternative(type.name) {
                report(
                    .noFields, "\(newest.id) has no fields", at: newest.location,
                    suggestion: "give it one, or remove it")
            }
        case .enumeration(let enumeration): checkStyle(enumeration, newest)
        case .union(let union): checkAlternatives(union, newest)
        case .alias: break
        }
    }

    private mutating func checkUnchanged(_ id: VersionedName, _ upcast: Upcast?, _ location: SourceLocation) {
        guard upcast?.isIdentity == true else { return }
        report(
            .unchangedVersion, "\(id) is the same as version \(id.version - 1)", at: location,
            suggestion: "change it, or remove it before it is published")
    }

    private func isAlternative(_ name: String) -> Bool {
        schema.types.flatMap(\.versions).contains { version in
            if case .union(let union) = version.definition {
                union.cases.contains { $0.type.name == name }
            } else {
                false
            }
        }
    }

    private mutating func checkStyle(_ enumeration: Enumeration, _ version: TypeVersion) {
        let styled = enumeration.cases.compactMap { value in
            NameStyle.style(of: value.value).map { (value: value.value, style: $0) }
        }
        guard let first = styled.first, let other = styled.first(where: { $0.style != first.style }) else { return }
        report(
            .enumStyle, "'\(first.value)' and '\(other.value)' of \(version.id) are written in two ways",
            at: version.location,
            suggestion: "write the values of an enum alike; stored ones become new ones by 'upcast:'")
    }

    private mutating func checkAlternatives(_ union: Union, _ version: TypeVersion) {
        var seen: [String: String] = [:]
        for alternative in union.cases {
            guard let type = schema.type(alternative.type) else { continue }
            let shape = CanonicalShape(type, in: schema).text
            if let first = seen[shape] {
                report(
                    .sameAlternatives,
                    "'\(first)' and '\(alternative.tag)' of \(version.id) differ in nothing but their tag",
                    at: version.location, suggestion: "make it a struct with an enum for the kind")
            }
            seen[shape] = seen[shape] ?? alternative.tag
        }
    }

    // MARK: - Names and descriptions

    private mutating func checkTypeName(_ kind: String, _ name: String, _ location: SourceLocation) {
        guard let style = NameStyle.style(of: name), style == .mixed || style == .shouting && name.contains("_") else {
            return
        }
        report(
            .typeName, "the \(kind) '\(name)' is not written like a Swift type", at: location,
            suggestion: "write \(NameStyle.camelCase(name, upper: true))")
    }

    private mutating func checkDescription(
        _ kind: String, _ name: String, _ description: String?, _ location: SourceLocation
    ) {
        guard description?.isEmpty != false else { return }
        report(
            .description, "the \(kind) '\(name)' has no description", at: location,
            suggestion: "add 'description:' with a sentence for those who meet it years later")
    }

    private mutating func checkFields(_ fields: [Field]) {
        for field in fields where field.swiftName == field.name {
            guard let style = NameStyle.style(of: field.name), style != .lowerCamel else { continue }
            report(
                .fieldName, "the field '\(field.name)' is not written like zipCode", at: field.location,
                suggestion: "write \(NameStyle.camelCase(field.name, upper: false)), or keep the key and give it "
                    + "'name: \(NameStyle.camelCase(field.name, upper: false))'")
        }
    }

    // MARK: - Use

    private mutating func checkUse() {
        var rest = schema.events.flatMap(\.versions).flatMap(\.fields).compactMap(\.type.name?.name)
        rest += schema.aggregates.flatMap { [$0.id] + $0.state }.compactMap(\.type.name?.name)
        rest += schema.projections.flatMap { $0.key + $0.columns }.compactMap(\.field.type.name?.name)
        rest += (schema.commands.flatMap(\.fields) + schema.processes.flatMap(\.fields)).compactMap(\.type.name?.name)
        let types = Dictionary(schema.types.map { ($0.name, $0) }) { first, _ in first }
        var used: Set<String> = []
        while let name = rest.popLast() {
            guard used.insert(name).inserted else { continue }
            rest += types[name]?.versions.flatMap { $0.definition.names.map(\.name) } ?? []
        }
        for type in schema.types where !used.contains(type.name) {
            report(
                .unusedType, "nothing has the type '\(type.name)'", at: type.location,
                suggestion: "remove it, or say where it belongs")
        }
    }
}

extension Upcast {
    /// Whether every value stays what it was.
    fileprivate var isIdentity: Bool {
        switch body {
        case .custom: false
        case .fields(let fields): fields.allSatisfy { $0.source.isIdentity }
        case .values(let values): values.allSatisfy { $0.old == $0.new }
        case .tags(let tags): tags.allSatisfy { $0.conversion == .identity }
        case .whole(let source): source.isIdentity
        }
    }
}

extension ValueSource {
    fileprivate var isIdentity: Bool { if case .field(.identity) = self { true } else { false } }
}
