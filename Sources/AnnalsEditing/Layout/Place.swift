import AnnalsSchema

/// What a map or list of a schema file is, so that its keys have an order and its form is known.
enum Place: Hashable {
    case document
    case types, events, aggregates, projections, commands, processes
    case type, event, aggregate, projection, command, process
    case versions, version
    case fields, field, constraints
    case computed, computedColumn
    case identity, snapshot
    case enumValues, enumValue
    case unionCases, unionCase
    case rules, rule
    case handlers, handler
    case reactions, reaction
    case retirement, parts, part
    case upcast, upcastValue
    /// What has no order of its own: names of users, values, what is not known.
    case other

    /// Whether what is longer than a line has empty lines around it: sections, and the declarations in them.
    var separatesItems: Bool {
        [.document, .types, .events, .aggregates, .projections, .commands, .processes].contains(self)
    }

    /// Whether such a map is written on one line when it fits.
    var prefersOneLine: Bool { [.field, .computedColumn, .identity, .snapshot, .enumValue].contains(self) }

    /// The keys in their order.
    var keys: [String] { Place.table[self]?.keys ?? [] }

    /// What stands under a key, or what an element of a list is.
    func child(_ key: String?) -> Place {
        guard let row = Place.table[self] else { return .other }
        return key.flatMap { row.children[$0] } ?? row.element
    }
}

extension Place {
    /// What is known of a place.
    private struct Row {
        var keys: [String] = []
        var children: [String: Place] = [:]
        /// What stands under any other key.
        var element: Place = .other
    }

    private static let keywords = ConstraintKeyword.allCases.map(\.rawValue)

    private static let shape =
        ["type"] + keywords + ["items", "values", "enum", "union", "discriminator", "open", "fields", "rules"]

    private static let shapeParts: [String: Place] = [
        "fields": .fields, "rules": .rules, "enum": .enumValues, "union": .unionCases, "items": .constraints,
        "values": .constraints, "upcast": .upcast,
    ]

    private static let table: [Place: Row] = [
        .document: Row(
            keys: [
                "annals", "namespace", "description", "types", "aggregates", "events", "projections", "commands",
                "processes",
            ],
            children: [
                "types": .types, "events": .events, "aggregates": .aggregates, "projections": .projections,
                "commands": .commands, "processes": .processes,
            ]),
        .types: Row(element: .type),
        .events: Row(element: .event),
        .aggregates: Row(element: .aggregate),
        .projections: Row(element: .projection),
        .commands: Row(element: .command),
        .processes: Row(element: .process),
        .type: Row(
            keys: ["description", "suppress"] + shape + ["versions"],
            children: shapeParts.merging(["versions": .versions]) { first, _ in first }),
        .event: Row(
            keys: [
                "description", "aggregate", "formerly", "compatibility", "suppress", "fields", "rules", "versions",
                "retired",
            ],
            children: shapeParts.merging(["versions": .versions, "retired": .retirement]) { first, _ in first }),
        .aggregate: Row(
            keys: ["description", "id", "state", "on", "ignore", "snapshot"],
            children: ["id": .identity, "state": .fields, "on": .handlers, "snapshot": .snapshot]),
        .projection: Row(
            keys: ["description", "suppress", "table", "key", "columns", "computed", "indexes", "search", "on"],
            children: ["key": .identity, "columns": .fields, "computed": .computed, "on": .handlers]),
        .command: Row(keys: ["description", "fields"], children: ["fields": .fields]),
        .process: Row(
            keys: ["description", "key", "state", "on", "timeouts"],
            children: ["key": .identity, "state": .fields, "on": .reactions, "timeouts": .reactions]),
        .versions: Row(element: .version),
        .version: Row(keys: ["description"] + shape + ["upcast", "drop"], children: shapeParts),
        .fields: Row(element: .field),
        .field: Row(
            keys: ["type"] + keywords
                + ["items", "values", "nullable", "index", "table", "default", "name", "description"],
            children: ["items": .constraints, "values": .constraints]),
        .computed: Row(element: .computedColumn),
        .computedColumn: Row(
            keys: ["type"] + keywords + ["items", "values", "value", "index", "name", "description"],
            children: ["items": .constraints, "values": .constraints]),
        .constraints: Row(
            keys: keywords + ["items", "values"], children: ["items": .constraints, "values": .constraints]),
        .enumValues: Row(element: .enumValue),
        .enumValue: Row(keys: ["value", "name", "description"]),
        .unionCases: Row(element: .unionCase),
        .unionCase: Row(keys: ["type", "name", "description"]),
        .identity: Row(element: .field),
        .rules: Row(element: .rule),
        .rule: Row(keys: ["id", "expression", "message"]),
        .handlers: Row(element: .handler),
        .handler: Row(keys: ["forEach", "key", "where", "set", "upsert", "update", "delete"]),
        .reactions: Row(element: .reaction),
        .reaction: Row(keys: ["start", "key", "when", "set", "emit", "after", "at", "cancel", "end"]),
        .retirement: Row(keys: ["into", "otherwise", "drop", "because"], children: ["into": .parts]),
        .parts: Row(element: .part),
        .part: Row(keys: ["event", "when", "fields"]),
        .upcast: Row(element: .upcastValue),
        .upcastValue: Row(keys: ["value", "because"]),
    ]
}
