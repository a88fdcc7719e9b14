/// What a store keeps of one process.
public struct ProcessInstance: Hashable, Sendable {
    /// The key.
    public var key: String
    /// The state: JSON in UTF-8.
    public var state: [UInt8]
    /// The timeouts that are set, by name.
    public var timeouts: OrderedMap<PendingTimeout>
    /// Why timeouts wait: an event of the process is parked, or a timeout has failed. Nil when they do not.
    public var hold: String?

    /// Creates a process without timeouts.
    public init(key: String, state: [UInt8]) {
        self.key = key
        self.state = state
        timeouts = [:]
    }

    /// Reads what a store has kept as texts; nil when the timeouts are none.
    public init?(key: String, state: [UInt8], timeouts: [UInt8], hold: String?) {
        self.init(key: key, state: state)
        self.hold = hold
        guard case .object(let members)? = try? JSONValue(parsing: timeouts) else { return nil }
        for (name, value) in members {
            guard let timeout = PendingTimeout(value) else { return nil }
            self.timeouts[name] = timeout
        }
    }

    /// The timeouts as JSON in UTF-8.
    public var timeoutsText: [UInt8] {
        var members = OrderedMap<JSONValue>()
        for (name, timeout) in timeouts { members[name] = timeout.json }
        return JSONValue.object(members).bytes
    }

    /// The timeout that is due first, of those due at once the first by name; nil when none is set or they wait.
    public var next: (name: String, timeout: PendingTimeout)? {
        guard hold == nil else { return nil }
        return timeouts.map { (name: $0.key, timeout: $0.value) }.min {
            ($0.timeout.due, $0.name) < ($1.timeout.due, $1.name)
        }
    }
}

/// A timeout that is set.
public struct PendingTimeout: Hashable, Sendable {
    /// The id: derived from the event or timeout that set it.
    public var id: UniqueID
    /// When it is due.
    public var due: Timestamp
    /// Whether its commands are emitted also while states are made anew, because it has not fired before.
    public var isNew: Bool
    /// What it belongs to, from the event that set it.
    public var correlationId: String?
    /// Who set it, from the event.
    public var userId: String?

    init(id: UniqueID, due: Timestamp, isNew: Bool, correlationId: String?, userId: String?) {
        self.id = id
        self.due = due
        self.isNew = isNew
        self.correlationId = correlationId
        self.userId = userId
    }

    init?(_ json: JSONValue) {
        guard case .object(let members) = json, let id = members["id"]?.text(UniqueID.init),
            let due = members["due"]?.text(Timestamp.init)
        else { return nil }
        self.init(
            id: id, due: due, isNew: members["new"] == .bool(true),
            correlationId: members["correlationId"]?.text { $0 }, userId: members["userId"]?.text { $0 })
    }

    var json: JSONValue {
        var members: OrderedMap<JSONValue> = ["id": .string(id.description), "due": .string(due.description)]
        if isNew { members["new"] = .bool(true) }
        members["correlationId"] = correlationId.map { .string($0) }
        members["userId"] = userId.map { .string($0) }
        return .object(members)
    }
}

extension JSONValue {
    /// What a string is read as; nil for anything else.
    fileprivate func text<Value>(_ read: (String) -> Value?) -> Value? {
        if case .string(let text) = self { read(text) } else { nil }
    }
}
