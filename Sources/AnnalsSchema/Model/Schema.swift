/// Everything that a set of schema files declares: resolved, checked and immutable. Order is that of files by path and of
/// declarations in each file.
public struct Schema: Sendable {
    /// The files.
    public var files: [SchemaFile]
    /// Shared types.
    public var types: [TypeDeclaration] { didSet { typePositions.follow(types) } }
    /// Events.
    public var events: [EventDeclaration] { didSet { eventPositions.follow(events) } }
    /// Aggregates.
    public var aggregates: [AggregateDeclaration]
    /// Read models.
    public var projections: [ProjectionDeclaration]
    /// Commands.
    public var commands: [CommandDeclaration]
    /// Process managers.
    public var processes: [ProcessDeclaration]

    private var typePositions = NamePositions<TypeDeclaration>()
    private var eventPositions = NamePositions<EventDeclaration>()

    /// Creates a schema.
    public init(
        files: [SchemaFile] = [], types: [TypeDeclaration] = [], events: [EventDeclaration] = [],
        aggregates: [AggregateDeclaration] = [], projections: [ProjectionDeclaration] = [],
        commands: [CommandDeclaration] = [], processes: [ProcessDeclaration] = []
    ) {
        self.files = files
        self.types = types
        self.events = events
        self.aggregates = aggregates
        self.projections = projections
        self.commands = commands
        self.processes = processes
        typePositions.follow(types)
        eventPositions.follow(events)
    }

    /// The type version with this name.
    public func type(_ id: VersionedName) -> TypeVersion? {
        type(named: id.name)?.version(id.version)
    }

    /// The type with this name.
    public func type(named name: String) -> TypeDeclaration? {
        typePositions.position(of: name, in: types).map { types[$0] }
    }

    /// The event with this name.
    public func event(_ name: String) -> EventDeclaration? {
        eventPositions.position(of: name, in: events).map { events[$0] }
    }

    /// The command with this name.
    public func command(_ name: String) -> CommandDeclaration? { commands.first { $0.name == name } }

    /// The event that a stored type name stands for: its present name or a former one.
    public func event(storedAs name: String) -> EventDeclaration? {
        event(name) ?? events.first { $0.formerNames.contains(name) }
    }
}

/// One schema file.
public struct SchemaFile: Hashable, Sendable {
    /// The path as shown to people.
    public var path: String
    /// The last component of the path, such as `orders.yaml`.
    public var name: String
    /// The namespace, such as `shop.orders`.
    public var namespace: String?
    /// What the file is about.
    public var description: String?

    /// Creates a file.
    public init(path: String, name: String, namespace: String?, description: String?) {
        self.path = path
        self.name = name
        self.namespace = namespace
        self.description = description
    }
}
