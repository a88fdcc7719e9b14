import AnnalsExpression
import AnnalsSchema

/// What every printer needs: the schema by name, the options and the names.
struct GenerationContext {
    let schema: Schema
    let options: SwiftOptions
    let names: Names
    private let types: [String: TypeDeclaration]
    private let events: [String: EventDeclaration]
    /// Views of events. They stand apart, so that a printer of one does not copy all events.
    private var views: [String: EventDeclaration] = [:]
    /// The retired events by aggregate.
    private let retired: [String: [EventDeclaration]]
    /// The enums that stand in columns.
    private var columnEnumerations: Set<VersionedName> = []

    init(_ schema: Schema, options: SwiftOptions) {
        self.schema = schema
        self.options = options
        types = Dictionary(schema.types.map { ($0.name, $0) }) { first, _ in first }
        events = Dictionary(schema.events.map { ($0.name, $0) }) { first, _ in first }
        retired = Dictionary(grouping: schema.events.filter { $0.retirement != nil }, by: \.aggregate)
        names = Names(declared: Set(TopLevelName.all(in: schema).map(\.name)))
        for projection in schema.projections {
            let lines = projection.columns.compactMap(\.lines).compactMap { definition($0.element) }
            let elements = lines.flatMap { definition -> [Field] in
                if case .record(let fields) = definition { fields } else { [] }
            }
            for field in projection.allColumns.map(\.field) + elements {
                guard case .named(let id) = unwrapped(field.type) else { continue }
                columnEnumerations.insert(id)
            }
        }
    }

    /// Whether values of an enum stand in columns, where queries ask for them.
    func isInColumns(_ enumeration: VersionedName) -> Bool { columnEnumerations.contains(enumeration) }

    /// The same with the view of an event besides.
    func adding(_ event: EventDeclaration) -> GenerationContext {
        var result = self
        result.views[event.name] = event
        return result
    }

    /// `public `, `package ` or nothing, to stand before a declaration.
    var access: String { options.access == .internal ? "" : "\(options.access.rawValue) " }

    func type(_ name: String) -> TypeDeclaration? { types[name] }
    func event(_ name: String) -> EventDeclaration? { views[name] ?? events[name] }

    /// The retired events of an aggregate.
    func retiredEvents(of aggregate: String) -> [EventDeclaration] { retired[aggregate] ?? [] }

    /// All names that stored events of an event have, the present one first.
    func storedNames(_ event: String) -> [String] { self.event(event)?.storedNames ?? [event] }

    /// The stored names as the pattern of a case: `"Placed", "Ordered"`.
    func pattern(_ event: String) -> String { storedNames(event).map(SwiftLiteral.string).joined(separator: ", ") }

    /// The shape of a type version.
    func definition(_ id: VersionedName) -> TypeDefinition? { types[id.name]?.version(id.version)?.definition }

    /// The fields of a record: of a type, of an event, or of an aggregate's state or a read model's row.
    func fields(_ name: RecordName) -> [Field]? {
        let id = VersionedName(name.name, name.version)
        if case .record(let fields) = definition(id) { return fields }
        return event(name.name)?.version(name.version)?.fields
    }

    /// The Swift name of a version of a type or an event: the newest has the plain name, an older one is nested in it,
    /// or stands beside it where the newest is an alias, in which nothing can be nested.
    func swiftName(_ id: VersionedName) -> String {
        guard id.version != newestVersion(id.name) else { return id.name }
        return isAlias(id.name) ? "\(id.name)V\(id.version)" : "\(id.name).V\(id.version)"
    }

    /// The same within the declaration around it.
    func ownName(_ id: VersionedName) -> String {
        swiftName(id).split(separator: ".").last.map(String.init) ?? ""
    }

    /// The newest version of a type or an event.
    func newestVersion(_ name: String) -> Int {
        types[name]?.versions.last?.id.version ?? event(name)?.versions.last?.id.version ?? 1
    }

    /// Whether the newest version of a type is an alias.
    func isAlias(_ name: String) -> Bool {
        guard case .alias = types[name]?.versions.last?.definition else { return false }
        return true
    }

    /// The type without aliases around it; constraints of an alias come with it.
    func resolved(_ type: ValueType) -> ValueType {
        if case .named(let id) = type, case .alias(let target) = definition(id) { return resolved(target) }
        return type
    }

    /// The same without the optional around it.
    func unwrapped(_ type: ValueType) -> ValueType {
        if case .optional(let wrapped) = resolved(type) { return resolved(wrapped) }
        return resolved(type)
    }

    /// The type as Swift writes it.
    func swiftType(_ type: ValueType) -> String {
        switch type {
        case .scalar(let scalar, _): swiftType(scalar)
        case .list(let element, _): "[\(swiftType(element))]"
        case .map(let value, _): "\(names.OrderedMap)<\(swiftType(value))>"
        case .named(let id): swiftName(id)
        case .optional(let wrapped): "\(swiftType(wrapped))?"
        }
    }

    private func swiftType(_ scalar: ScalarType) -> String {
        switch scalar {
        case .string, .uri: names.String
        case .bool: names.Bool
        case .int: names.Int
        case .int32: names.Int32
        case .uint: names.UInt
        case .double: names.Double
        case .decimal: names.DecimalNumber
        case .uuid: names.UniqueID
        case .timestamp: names.Timestamp
        case .date: names.CalendarDate
        case .duration: names.TimeSpan
        case .bytes: "[\(names.UInt8)]"
        case .json: names.JSONValue
        }
    }
}
