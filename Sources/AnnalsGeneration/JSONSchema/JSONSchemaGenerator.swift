import AnnalsExpression
public import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Exports the payloads of events as JSON Schema: what a reader accepts, which ignores unknown keys.
public struct JSONSchemaGenerator: Sendable {
    private let schema: Schema
    private let draft: JSONSchemaDraft

    /// Creates a generator.
    ///
    /// - Parameter draft: The version of JSON Schema that is written.
    public init(_ schema: Schema, draft: JSONSchemaDraft = .draft2020) {
        self.schema = schema
        self.draft = draft
    }

    /// A file for each version of each event, such as `OrderCreated.v1.schema.json`.
    public func files() -> [GeneratedFile] {
        schema.events.flatMap { $0.versions.map(file) }
    }

    /// The file of one version.
    public func file(of version: EventVersion) -> GeneratedFile {
        GeneratedFile(
            name: "\(version.id.name).v\(version.id.version).schema.json",
            text: schema(of: version).prettyText() + "\n")
    }

    /// The schema of the payload of one version.
    public func schema(of version: EventVersion) -> JSONValue {
        var definitions = Definitions()
        var object: OrderedMap<JSONValue> = [
            "$schema": .string(draft.identifier),
            "title": .string("\(version.id.name) version \(version.id.version)"),
        ]
        if let text = version.description ?? schema.event(version.id.name)?.description {
            object["description"] = .string(text)
        }
        object.append(record(version.fields, version.rules, &definitions))
        if !definitions.byName.isEmpty {
            let sorted = definitions.byName.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            var members = OrderedMap<JSONValue>()
            for entry in sorted { members[entry.key] = .object(entry.value) }
            object[draft.definitions] = .object(members)
        }
        return .object(object)
    }

    /// The shared types that a schema refers to.
    private struct Definitions {
        var byName: [String: OrderedMap<JSONValue>] = [:]
    }

    private func record(
        _ fields: [Field], _ rules: [RecordRule], _ definitions: inout Definitions
    ) -> OrderedMap<JSONValue> {
        var properties = OrderedMap<JSONValue>()
        for field in fields {
            var property = OrderedMap<JSONValue>()
            if let text = field.description { property["description"] = .string(text) }
            property.append(type(field.type, &definitions))
            if let value = field.defaultValue { property["default"] = value }
            properties[field.name] = .object(property)
        }
        var object: OrderedMap<JSONValue> = ["type": .string("object"), "properties": .object(properties)]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { object["required"] = .array(required) }
        // JSON Schema has no words for them; a reader should see them nevertheless.
        if !rules.isEmpty { object["x-annals-rules"] = .array(rules.map(JSONSchemaGenerator.annotation)) }
        return object
    }

    private func type(_ type: ValueType, _ definitions: inout Definitions) -> OrderedMap<JSONValue> {
        switch type {
        case .scalar(let scalar, let constraints): return ScalarSchema(scalar, constraints).members
        case .list(let element, let constraints):
            var object: OrderedMap<JSONValue> = [
                "type": .string("array"), "items": .object(self.type(element, &definitions)),
            ]
            object.append(ScalarSchema.counts(constraints))
            return object
        case .map(let value, let constraints):
            var object: OrderedMap<JSONValue> = [
                "type": .string("object"), "additionalProperties": .object(self.type(value, &definitions)),
            ]
            object.append(ScalarSchema.counts(constraints))
            return object
        case .optional(let wrapped):
            return ["anyOf": .array([.object(self.type(wrapped, &definitions)), .object(["type": .string("null")])])]
        case .named(let id):
            define(id, &definitions)
            return draft.reference(JSONSchemaGenerator.key(id))
        }
    }

    private func define(_ id: VersionedName, _ definitions: inout Definitions) {
        let key = JSONSchemaGenerator.key(id)
        guard definitions.byName[key] == nil, let version = schema.type(id) else { return }
        // Before the content, so that a recursive type ends.
        definitions.byName[key] = [:]
        var object = OrderedMap<JSONValue>()
        let declaration = schema.types.first { $0.name == id.name }
        if let text = version.description ?? declaration?.description { object["description"] = .string(text) }
        switch version.definition {
        case .record(let fields): object.append(record(fields, version.rules, &definitions))
        case .enumeration(let enumeration):
            let values = JSONValue.array(enumeration.cases.map { .string($0.value) })
            // Of an open enum the known values are documentation: any string is valid.
            object.append(
                enumeration.isOpen
                    ? [
                        "type": .string("string"), "examples": values,
                        OwnWords.keyword: OwnWords.value(open: enumeration),
                    ] : ["enum": values])
        case .union(let union): object.append(self.union(union, &definitions))
        case .alias(let target): object.append(type(target, &definitions))
        }
        definitions.byName[key] = object
    }

    private static func annotation(_ rule: RecordRule) -> JSONValue {
        .object([
            "id": .string(rule.id), "expression": .string(rule.expression.source), "message": .string(rule.message),
        ])
    }

    private func union(_ union: Union, _ definitions: inout Definitions) -> OrderedMap<JSONValue> {
        func tagged(_ tag: OrderedMap<JSONValue>) -> OrderedMap<JSONValue> {
            [
                "type": .string("object"),
                "properties": .object([union.discriminator: .object(tag)]),
                "required": .array([.string(union.discriminator)]),
            ]
        }
        var alternatives = union.cases.map { alternative -> JSONValue in
            var object = tagged(["const": .string(alternative.tag)])
            object.append(type(.named(alternative.type), &definitions))
            return .object(object)
        }
        if union.isOpen {
            let known = JSONValue.array(union.cases.map { .string($0.tag) })
            alternatives.append(.object(tagged(["type": .string("string"), "not": .object(["enum": known])])))
        }
        return ["anyOf": .array(alternatives)]
    }

    private static func key(_ id: VersionedName) -> String { "\(id.name).v\(id.version)" }
}

extension KeyedMap {
    /// Sets all members of another map.
    mutating func append(_ other: KeyedMap) {
        for (key, value) in other { self[key] = value }
    }
}
