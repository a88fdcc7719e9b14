/// Types and events of which a part was not understood. What refers to them is not checked against them: it would only
/// repeat their mistakes in other words.
struct BrokenNames {
    private var names: Set<String> = []

    func contains(_ name: String) -> Bool { names.contains(name) }

    mutating func insert(_ name: String) { names.insert(name) }

    mutating func formUnion(_ others: Set<String>) { names.formUnion(others) }

    /// Adds everything that has a broken part.
    mutating func spread(in schema: Schema) {
        var users: [String: [String]] = [:]
        for type in schema.types {
            for name in type.versions.flatMap({ $0.definition.names }) {
                users[name.name, default: []].append(type.name)
            }
        }
        for event in schema.events {
            for name in event.versions.flatMap(\.fields).compactMap(\.type.name) {
                users[name.name, default: []].append(event.name)
            }
        }
        var rest = Array(names)
        while let name = rest.popLast() {
            for user in users[name] ?? [] where names.insert(user).inserted { rest.append(user) }
        }
    }
}

extension ValueType {
    /// The named type inside; a type text holds at most one.
    public var name: VersionedName? {
        switch self {
        case .named(let name): name
        case .list(let inner, _), .map(let inner, _), .optional(let inner): inner.name
        case .scalar: nil
        }
    }
}

extension TypeDefinition {
    /// The types that the definition refers to itself.
    public var names: [VersionedName] {
        switch self {
        case .record(let fields): fields.compactMap(\.type.name)
        case .alias(let type): type.name.map { [$0] } ?? []
        case .union(let union): union.cases.map(\.type)
        case .enumeration: []
        }
    }
}
