import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema

/// Makes a file out of a whole JSON Schema.
struct RootWriter {
    var builder: TypeBuilder
    private let options: JSONSchemaImport
    /// The type that the schema became.
    private(set) var type: ValueType?
    /// The event that it became.
    private var event: BuiltEvent?

    private struct BuiltEvent {
        var name: String
        var fields: [Field]
        var rules: [JSONValue]
        var aggregate: String
    }

    private var rootPlace: SchemaPlace { builder.evaluator.document.root }

    init(_ builder: TypeBuilder, import options: JSONSchemaImport) {
        self.builder = builder
        self.options = options
    }

    /// How payloads must be read.
    var reading: PayloadReading { builder.conventions.reading }

    /// Finds what the schema becomes.
    ///
    /// - Returns: Whether there is something; if not, it was reported.
    mutating func build() -> Bool {
        let isBuilt =
            switch options.root {
            case .type(let name): buildType(name)
            case .field: buildField()
            case .event(let name, let aggregate, let id): buildEvent(name, aggregate, id)
            }
        return isBuilt && !isBroken
    }

    /// The file.
    ///
    /// - Parameter aggregates: All aggregates of all files that are written together.
    func text(_ aggregates: ImportedAggregates) -> String {
        var writer = SchemaYAMLWriter()
        writer.header(namespace: options.namespace, description: nil)
        writer.types(builder.declarations)
        guard let event else { return writer.text }
        if let aggregate = aggregates.declared(with: event.name) { writer.aggregate(aggregate) }
        writer.event(
            event.name, rootPlace.description, aggregate: event.aggregate, event.fields, rules: event.rules)
        return writer.text
    }

    private mutating func refuse(_ message: String, _ suggestion: String) -> Bool {
        builder.evaluator.diagnostics.error(
            "import.root", "\(options.file): \(message)", at: nil, suggestion: suggestion)
        return false
    }

    private var isBroken: Bool { builder.evaluator.diagnostics.hasErrors }

    private mutating func buildType(_ name: String) -> Bool {
        let name = TypeNames.capitalised(name)
        guard let value = builder.value([rootPlace], hint: name) else { return refuseNothing() }
        builder.finish()
        if case .named(let declared) = value.type, declared.name == name, !value.isNullable {
            type = value.type
        } else {
            let alias = builder.names.next(name)
            builder.declarations.insert(
                ImportedDeclaration(name: alias, description: rootPlace.description, definition: .alias(value.element)),
                at: 0)
            type = .named(VersionedName(alias, 1))
        }
        return true
    }

    private mutating func refuseNothing() -> Bool {
        refuse(
            "no value is accepted by the schema, and every type has values",
            "look for 'false' and for bounds that exclude each other")
    }

    private mutating func buildField() -> Bool {
        let name = builder.names.next("Imported")
        guard let value = builder.value([rootPlace], hint: "Value") else { return refuseNothing() }
        builder.finish()
        var field = Field(name: "value", type: value.type, location: TypeBuilder.nowhere)
        if value.isNullable {
            field.type = .optional(value.type)
            field.isNullable = true
        }
        builder.declarations.insert(
            ImportedDeclaration(name: name, description: nil, definition: .record([field])), at: 0)
        type = .named(VersionedName(name, 1))
        return true
    }

    private mutating func buildEvent(_ name: String, _ aggregate: String?, _ id: String?) -> Bool {
        let set = builder.evaluator.evaluate([rootPlace])
        guard !isBroken else { return false }
        guard let objects = set.objects, objects.alternatives.isEmpty, !objects.properties.isEmpty else {
            return refuse(
                "the payload of an event is an object with fields, and the schema describes something else",
                "import it as a type with --type \(name)")
        }
        if set.kinds != [.object] {
            builder.evaluator.losses.add(
                rootPlace, "type", .narrower, "a payload is an object, and the schema accepts other values too")
        }
        let eventName = builder.names.next(name)
        let fields = builder.fields(objects, of: eventName)
        builder.finish()
        guard !isBroken else { return false }
        guard let identity = identity(fields, id) else {
            return refuse(
                id.map { "'\($0)' is no field that is always there and is a uuid, a string or an int" }
                    ?? "no field of the payload looks as if it identified an aggregate",
                "name one with --id, or import the schema as a type with --type \(name)")
        }
        let type = resolved(identity.type)
        let owner = builder.aggregates.owner(of: eventName, identity, type, asked: aggregate, &builder.names)
        event = BuiltEvent(name: eventName, fields: fields, rules: objects.rules, aggregate: owner)
        return true
    }

    /// The type behind an alias.
    private func resolved(_ type: ValueType) -> ValueType {
        guard case .named(let name) = type,
            case .alias(let aliased)? = builder.declarations.first(where: { $0.name == name.name })?.definition
        else { return type }
        return aliased
    }

    private func identity(_ fields: [Field], _ id: String?) -> Field? {
        func fits(_ field: Field) -> Bool {
            guard field.isRequired, !field.isNullable else { return false }
            if case .scalar(let scalar, _) = resolved(field.type) { return [.uuid, .string, .int].contains(scalar) }
            return false
        }
        if let id { return fields.first { $0.name == id && fits($0) } }
        return fields.first { field in
            fits(field) && (field.name == "id" || ["Id", "ID", "_id"].contains { field.name.hasSuffix($0) })
        }
    }
}
