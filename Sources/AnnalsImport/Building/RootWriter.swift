import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema

/// Makes a file out of a whole JSON Schema.
struct RootWriter {
    var builder: TypeBuilder
    private let options: JSONSchemaImport
    /// The type that the schema became.
    private(set) var type: ValueType?
    private var rootPlace: SchemaPlace { builder.evaluator.document.root }

    init(_ builder: TypeBuilder, import options: JSONSchemaImport) {
        self.builder = builder
        self.options = options
    }

    /// How payloads must be read.
    var reading: PayloadReading { builder.conventions.reading }

    /// The file; nil, with a report, when the schema cannot be what it shall become.
    mutating func text() -> String? {
        switch options.root {
        case .type(let name): typeText(name)
        case .field: fieldText()
        case .event(let name, let aggregate, let id): eventText(name, aggregate, id)
        }
    }

    private func file() -> SchemaYAMLWriter {
        var writer = SchemaYAMLWriter()
        writer.header(namespace: options.namespace, description: nil)
        writer.types(builder.declarations)
        return writer
    }

    private mutating func refuse(_ message: String, _ suggestion: String) -> String? {
        builder.evaluator.diagnostics.error(
            "import.root", "\(options.file): \(message)", at: nil, suggestion: suggestion)
        return nil
    }

    private mutating func isBroken() -> Bool { builder.evaluator.diagnostics.hasErrors }

    private mutating func typeText(_ name: String) -> String? {
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
        return file().text
    }

    private mutating func refuseNothing() -> String? {
        refuse(
            "no value is accepted by the schema, and every type has values",
            "look for 'false' and for bounds that exclude each other")
    }

    private mutating func fieldText() -> String? {
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
        return file().text
    }

    private mutating func eventText(_ name: String, _ aggregate: String?, _ id: String?) -> String? {
        let set = builder.evaluator.evaluate([rootPlace])
        guard !isBroken() else { return nil }
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
        guard !isBroken() else { return nil }
        guard let identity = identity(fields, id) else {
            return refuse(
                id.map { "'\($0)' is no field that is always there and is a uuid, a string or an int" }
                    ?? "no field of the payload looks as if it identified an aggregate",
                "name one with --id, or import the schema as a type with --type \(name)")
        }
        let words =
            identity.name.hasSuffix("Id") || identity.name.hasSuffix("ID") ? 2 : identity.name.hasSuffix("_id") ? 3 : 0
        let stem = String(identity.name.dropLast(words))
        let owner = builder.names.next(aggregate ?? (words == 0 || stem.isEmpty ? "\(eventName)Aggregate" : stem))
        var writer = file()
        writer.aggregate(owner, id: identity, event: eventName)
        writer.event(eventName, rootPlace.description, aggregate: owner, fields, rules: objects.rules)
        return writer.text
    }

    private func identity(_ fields: [Field], _ id: String?) -> Field? {
        func fits(_ field: Field) -> Bool {
            guard field.isRequired, !field.isNullable else { return false }
            var type = field.type
            if case .named(let name) = type,
                case .alias(let aliased)? = builder.declarations.first(where: { $0.name == name.name })?.definition
            {
                type = aliased
            }
            if case .scalar(let scalar, _) = type { return [.uuid, .string, .int].contains(scalar) }
            return false
        }
        if let id { return fields.first { $0.name == id && fits($0) } }
        return fields.first { field in
            fits(field) && (field.name == "id" || ["Id", "ID", "_id"].contains { field.name.hasSuffix($0) })
        }
    }
}
