public import AnnalsExpression

/// What expressions see at each place of a schema. Checker, interpreter and generator use the same names.
public struct Scopes: Sendable {
    /// The record of `meta`.
    public static let meta = RecordName("$meta", version: 1)
    /// The record of `row`, by projection.
    public static func row(_ projection: String) -> RecordName { RecordName("$row:\(projection)", version: 1) }
    /// The record of `state`, by aggregate or process.
    public static func state(_ aggregate: String) -> RecordName { RecordName("$state:\(aggregate)", version: 1) }

    private let schema: Schema
    private let base: TypeEnvironment

    /// The scopes of a schema whose types and events are known.
    public init(_ schema: Schema) {
        self.schema = schema
        var environment = TypeEnvironment()
        for type in schema.types {
            for version in type.versions {
                let name = RecordName(type.name, version: version.id.version)
                switch version.definition {
                case .record(let fields): environment.records[name] = Scopes.fields(fields, schema)
                case .union(let union):
                    environment.records[name] = Scopes.fields(union)
                    environment.unions[name] = union.discriminator
                case .enumeration, .alias: continue
                }
                environment.newestVersions[type.name] = version.id.version
            }
        }
        for event in schema.events {
            for version in event.versions {
                environment.records[RecordName(event.name, version: version.id.version)] = Scopes.fields(
                    version.fields, schema)
            }
        }
        base = environment
    }

    private static func fields(_ fields: [Field], _ schema: Schema) -> [TypeEnvironment.Field] {
        fields.map {
            TypeEnvironment.Field(
                name: $0.name, type: schema.expressionType($0.type), isOmittable: !$0.isRequired,
                isNullable: $0.isNullable)
        }
    }

    /// A union is seen as CEL sees a choice: the tag, and each alternative as something that may be there.
    private static func fields(_ union: Union) -> [TypeEnvironment.Field] {
        [TypeEnvironment.Field(name: union.discriminator, type: .string, isOmittable: true)]
            + union.cases.map {
                let record = RecordName($0.type.name, version: $0.type.version)
                return TypeEnvironment.Field(name: $0.tag, type: .optional(.record(record)), isOmittable: true)
            }
    }

    private static let metaFields: [TypeEnvironment.Field] = [
        ("id", ExpressionType.uuid), ("type", .string), ("version", .int), ("stream", .string), ("streamVersion", .int),
        ("position", .int), ("time", .timestamp), ("userId", .optional(.string)), ("correlationId", .optional(.string)),
        ("causationId", .optional(.string)),
    ].map { TypeEnvironment.Field(name: $0.0, type: $0.1, isOmittable: false) }

    /// Upcasts do not know the position.
    private static let upcastMetaFields = metaFields.filter { $0.name != "position" }

    /// In an upcast of a type or an event: `old`, and `meta` in events, which does not know its position there.
    public func upcast(from old: VersionedName, hasMeta: Bool) -> TypeEnvironment {
        var environment = base
        environment.variables["old"] = .record(RecordName(old.name, version: old.version))
        if hasMeta {
            environment.variables["meta"] = .record(Scopes.meta)
            environment.ownRecords[Scopes.meta] = Scopes.upcastMetaFields
        }
        return environment
    }

    /// In a rule of a type or an event: `this`.
    public func rule(of version: VersionedName) -> TypeEnvironment {
        var environment = base
        environment.variables["this"] = .record(RecordName(version.name, version: version.version))
        return environment
    }

    /// In an upcast of an alias: `old` is the whole value.
    public func upcast(from old: ExpressionType) -> TypeEnvironment {
        var environment = base
        environment.variables["old"] = old
        return environment
    }

    /// In an aggregate: `state`, `event` and `meta`.
    public func aggregate(_ name: String, state: [Field], event: EventDeclaration) -> TypeEnvironment {
        var environment = handler(event)
        environment.variables["state"] = .record(Scopes.state(name))
        environment.ownRecords[Scopes.state(name)] = Scopes.fields(state, schema)
        return environment
    }

    /// In a process at an event: `state` with the key, `event` and `meta`; without the state where the key is found.
    public func process(_ name: String, state: [Field]?, event: EventDeclaration) -> TypeEnvironment {
        state.map { aggregate(name, state: $0, event: event) } ?? handler(event)
    }

    /// In a timeout of a process: `state` with the key, and the time at which it was `due`.
    public func timeout(of process: String, state: [Field]) -> TypeEnvironment {
        var environment = base
        environment.variables["state"] = .record(Scopes.state(process))
        environment.ownRecords[Scopes.state(process)] = Scopes.fields(state, schema)
        environment.variables["due"] = .timestamp
        environment.demandsGuards = false
        return environment
    }

    /// In a projection where rows are found: `event` and `meta`.
    public func projection(_ event: EventDeclaration) -> TypeEnvironment { handler(event) }

    /// In a projection where a row is changed: `event`, `meta` and `row`, without the columns that follow from it.
    public func projection(_ projection: ProjectionDeclaration, event: EventDeclaration) -> TypeEnvironment {
        var environment = handler(event)
        let row = Scopes.row(projection.name)
        environment.variables["row"] = .record(row)
        environment.ownRecords[row] = Scopes.fields(projection.storedColumns.map(\.field), schema)
        for column in projection.computed {
            environment.missingFields[row, default: [:]][column.field.name] = TypeEnvironment.MissingField(
                message: "'\(column.field.name)' is computed when the row is written, so that handlers cannot read it",
                suggestion: "write what it is computed from: (\(column.expression.source))")
        }
        return environment
    }

    /// In a computed column of a projection: `row` alone.
    public func row(_ name: String, columns: [Field]) -> TypeEnvironment {
        var environment = base
        environment.variables["row"] = .record(Scopes.row(name))
        environment.ownRecords[Scopes.row(name)] = Scopes.fields(columns, schema)
        return environment
    }

    private func handler(_ event: EventDeclaration) -> TypeEnvironment {
        var environment = base
        environment.variables["event"] = .record(RecordName(event.name, version: event.versions.count))
        environment.variables["meta"] = .record(Scopes.meta)
        environment.ownRecords[Scopes.meta] = Scopes.metaFields
        environment.demandsGuards = false
        return environment
    }
}
