import AnnalsDiagnostics
import AnnalsExpression
import AnnalsJSON
import AnnalsPattern
import AnnalsSchema
import AnnalsValues

/// The shape of a published version, rebuilt from the canonical text in the lock: what is needed to sample and validate
/// payloads that were written then.
struct LockedShape {
    /// A schema with the types that the shape uses, under made-up names.
    let schema: Schema
    /// The type of the payload.
    let type: ValueType
    /// The fields when it is an object; empty otherwise.
    let fields: [Field]

    /// Rebuilds a shape; nil when the text is none.
    init?(_ entry: LockEntry) {
        guard let json = try? JSONValue(parsing: entry.shape) else { return nil }
        var builder = Builder()
        guard let type = builder.type(json, inside: []) else { return nil }
        self.type = type
        schema = builder.schema()
        if case .named(let name) = type, case .record(let fields)? = schema.type(name)?.definition {
            self.fields = fields
        } else {
            fields = []
        }
    }

    private struct Builder {
        private var types: [TypeDeclaration] = []
        /// The rules of the types, which can be checked when all types are known.
        private var rules: [OrderedMap<JSONValue>] = []
        private let nowhere = SourceLocation(file: "annals.lock", line: 1, column: 1)

        /// The types with their rules. A rule that makes a value of a type by its name is left out: the lock has no names.
        func schema() -> Schema {
            var schema = Schema(types: types)
            let scopes = Scopes(schema)
            for (position, rules) in rules.enumerated() where !rules.isEmpty {
                let checker = ExpressionChecker(scopes.rule(of: types[position].versions[0].id))
                schema.types[position].versions[0].rules = rules.compactMap { rule in
                    guard case .string(let text) = rule.value,
                        let expression = checker.check(text, expected: .bool).expression
                    else { return nil }
                    return RecordRule(id: rule.key, expression: expression, message: text, location: nowhere)
                }
            }
            return schema
        }

        mutating func type(_ json: JSONValue, inside: [VersionedName]) -> ValueType? {
            guard let type = plain(json, inside) else { return nil }
            return json["optional"] == .bool(true) ? .optional(type) : type
        }

        private mutating func plain(_ json: JSONValue, _ inside: [VersionedName]) -> ValueType? {
            if case .string(let name)? = json["type"] {
                return ScalarType(rawValue: name).map { .scalar($0, constraints(json)) }
            }
            if let element = json["list"] { return type(element, inside: inside).map { .list($0, constraints(json)) } }
            if let value = json["map"] { return type(value, inside: inside).map { .map($0, constraints(json)) } }
            if case .array(let values)? = json["enum"] {
                let texts = values.compactMap { if case .string(let text) = $0 { text } else { nil as String? } }
                guard texts.count == values.count else { return nil }
                let cases = texts.map { EnumerationCase(value: $0, swiftName: $0) }
                return .named(add(.enumeration(Enumeration(cases, isOpen: json["open"] == .bool(true)))))
            }
            if case .object(let cases)? = json["union"] { return union(cases, json, inside) }
            if case .number(let number)? = json["recursion"] {
                guard let depth = number.integer(Int.self), inside.indices.contains(depth) else { return nil }
                return .named(inside[inside.count - 1 - depth])
            }
            guard case .object(let members)? = json["fields"] else { return nil }
            let type = record(members, inside)
            if case .object(let rules)? = json["rules"], case .named(let name)? = type,
                let position = types.firstIndex(where: { $0.name == name.name })
            {
                self.rules[position] = rules
            }
            return type
        }

        private mutating func union(
            _ cases: OrderedMap<JSONValue>, _ json: JSONValue, _ inside: [VersionedName]
        ) -> ValueType? {
            guard case .string(let discriminator)? = json["discriminator"] else { return nil }
            // The name is taken before the alternatives are read: they may refer to it.
            let name = add(.union(Union(discriminator: discriminator, cases: [])))
            let position = types.count - 1
            var alternatives: [UnionCase] = []
            for (tag, shape) in cases {
                guard case .named(let type)? = type(shape, inside: inside + [name]) else { return nil }
                alternatives.append(UnionCase(tag: tag, swiftName: tag, type: type))
            }
            types[position].versions[0].definition = .union(
                Union(discriminator: discriminator, cases: alternatives, isOpen: json["open"] == .bool(true)))
            return .named(name)
        }

        private mutating func record(_ members: OrderedMap<JSONValue>, _ inside: [VersionedName]) -> ValueType? {
            // The name is taken before the fields are read: they may refer to it.
            let name = add(.record([]))
            let position = types.count - 1
            var fields: [Field] = []
            for member in members {
                guard let type = type(member.value, inside: inside + [name]) else { return nil }
                fields.append(
                    Field(
                        name: member.key, type: type, isNullable: member.value["nullable"] == .bool(true),
                        defaultValue: member.value["default"], location: nowhere))
            }
            types[position].versions[0].definition = .record(fields)
            return .named(name)
        }

        private mutating func add(_ definition: TypeDefinition) -> VersionedName {
            let name = VersionedName("Shape\(types.count + 1)", 1)
            let version = TypeVersion(
                id: name, description: nil, definition: definition, upcast: nil, location: nowhere)
            rules.append([:])
            types.append(
                TypeDeclaration(
                    name: name.name, description: nil, versions: [version], file: "annals.lock", location: nowhere))
            return name
        }

        private func constraints(_ json: JSONValue) -> Constraints {
            var constraints = Constraints()
            for keyword in ConstraintKeyword.allCases {
                switch (keyword.argumentKind, json[keyword.rawValue]) {
                case (.number, .number(let number)), (.positiveNumber, .number(let number)):
                    constraints[keyword] = number.decimal.map { .number($0) }
                case (.count, .number(let number)):
                    constraints[keyword] = number.integer(Int.self).flatMap { $0 >= 0 ? .count($0) : nil }
                case (.pattern, .string(let pattern)):
                    // A lock file may have been edited by hand, and only what was checked may be a pattern.
                    if (try? Pattern(pattern)) != nil { constraints[keyword] = .pattern(pattern) }
                case (.flag, .bool(true)): constraints[keyword] = .flag
                default: continue
                }
            }
            return constraints
        }
    }
}
