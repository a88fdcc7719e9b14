public import AnnalsDiagnostics

/// A process manager: it follows events, keeps a state for each key, and emits commands, at once or after some time.
public struct ProcessDeclaration: Sendable {
    /// The name, which is also the Swift name of its state.
    public var name: String
    /// What it sees to, for documentation.
    public var description: String?
    /// What identifies one process; the first fields of its state, which never change.
    public var key: [Field]
    /// The other fields of the state; every one has a default or is optional.
    public var state: [Field]
    /// What each event brings about, in declaration order.
    public var handlers: [ProcessHandler]
    /// What happens when time is up, in declaration order.
    public var timeouts: [ProcessTimeout]
    /// The name of the file that declares it.
    public var file: String
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a declaration.
    public init(
        name: String, description: String?, key: [Field], state: [Field], handlers: [ProcessHandler],
        timeouts: [ProcessTimeout], file: String, location: SourceLocation
    ) {
        self.name = name
        self.description = description
        self.key = key
        self.state = state
        self.handlers = handlers
        self.timeouts = timeouts
        self.file = file
        self.location = location
    }

    /// All fields of the state as expressions see it, those of the key first.
    public var fields: [Field] { key + state }

    /// What handlers and timeouts bring about.
    public var reactions: [ProcessReaction] { handlers.map(\.reaction) + timeouts.map(\.reaction) }

    /// The names of the commands that it can emit, each once.
    public var commands: [String] {
        var seen: Set<String> = []
        return reactions.flatMap(\.emissions).map(\.command).filter { seen.insert($0).inserted }
    }
}

/// What one event brings about.
public struct ProcessHandler: Sendable {
    /// The event.
    public var event: String
    /// Whether it begins a process where there is none. Others do nothing then.
    public var isStart: Bool
    /// A value for each key field, in the order of the key, over `event` and `meta`.
    public var key: [Assignment]
    /// What happens, over `state`, `event` and `meta`.
    public var reaction: ProcessReaction
    /// Where the handler stands.
    public var location: SourceLocation

    /// Creates a handler.
    public init(event: String, isStart: Bool, key: [Assignment], reaction: ProcessReaction, location: SourceLocation) {
        self.event = event
        self.isStart = isStart
        self.key = key
        self.reaction = reaction
        self.location = location
    }
}

/// A time that a process can wait for, and what happens then.
public struct ProcessTimeout: Sendable {
    /// The name.
    public var name: String
    /// What happens, over `state` and `due`.
    public var reaction: ProcessReaction
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a timeout.
    public init(name: String, reaction: ProcessReaction, location: SourceLocation) {
        self.name = name
        self.reaction = reaction
        self.location = location
    }
}
