/// What a process manager sees and does while it handles one event or one timeout. Used by generated code.
///
/// Nothing of it is kept before the handler has returned.
public struct ProcessTurn<P: ProcessManager> {
    /// What is handled.
    struct Cause {
        /// The id of the event or of the timeout, from which those of commands and timeouts follow.
        var id: UniqueID
        /// When the event was recorded, or the timeout was due.
        var time: Timestamp
        /// What it belongs to.
        var correlationId: String?
        /// Who caused it.
        var userId: String?
        /// Whether it is a timeout.
        var isTimeout = false
    }

    private let transaction: any ProcessTransaction
    private let cause: Cause
    /// Whether its commands have not been emitted before.
    private let emits: Bool
    /// Whether a key has to wait.
    private let holds: (String) -> Bool
    /// The key of the process, as soon as it is known.
    private(set) var key: String?
    /// Whether the process waits for an event that is parked, so that nothing was done.
    private(set) var isHeld = false
    /// Whether there is no such process, so that nothing was done.
    private(set) var isMissed = false
    private var before: ProcessInstance?
    private var timeouts: OrderedMap<PendingTimeout> = [:]
    private var state: P.State?
    private var commands: [OutboxCommand] = []
    private var isEnded = false

    /// A turn of a process that is found by its handler.
    init(
        _ transaction: any ProcessTransaction, _ cause: Cause, emits: Bool,
        holds: @escaping (String) -> Bool = { _ in false }
    ) {
        self.transaction = transaction
        self.cause = cause
        self.emits = emits
        self.holds = holds
    }

    /// The turn of a process at a timeout, which is no longer set.
    init(
        _ transaction: any ProcessTransaction, _ cause: Cause, emits: Bool, of instance: ProcessInstance,
        at timeout: String
    ) {
        self.init(transaction, cause, emits: emits)
        key = instance.key
        before = instance
        timeouts = instance.timeouts
        timeouts[timeout] = nil
    }

    // MARK: - State

    /// The state of the process with the key of `initial`; `initial` where there is none. Nil when it has to wait.
    public mutating func begin(_ initial: P.State) throws(ProcessError) -> P.State? {
        try stored(initial) ?? (isHeld ? nil : initial)
    }

    /// The state of the process with the key of `initial`; nil where there is none, and when it has to wait.
    public mutating func find(_ initial: P.State) throws(ProcessError) -> P.State? {
        let state = try stored(initial)
        isMissed = state == nil && !isHeld
        return state
    }

    private mutating func stored(_ initial: P.State) throws(ProcessError) -> P.State? {
        let key = try initial.key()
        self.key = key
        isHeld = holds(key)
        guard !isHeld, let instance = try transaction.instance(of: P.name, key) else { return nil }
        before = instance
        timeouts = instance.timeouts
        return try Self.state(of: instance)
    }

    static func state(of instance: ProcessInstance) throws(ProcessError) -> P.State {
        do throws(InvalidPayload) {
            return try P.State(json: instance.state, limits: .stored)
        } catch {
            throw ProcessError(.unreadableState(key: instance.key, error), step: "state")
        }
    }

    /// Keeps the state that the process has now.
    public mutating func save(_ state: P.State) { self.state = state }

    /// Ends the process: its state and its timeouts are removed.
    public mutating func end() { isEnded = true }

    // MARK: - Commands

    /// Emits a command. It is validated.
    ///
    /// - Parameters:
    ///   - place: Which one of the handler's commands it is, from 1.
    ///   - element: Which element of a list it is for, from 0; nil for none.
    public mutating func emit(_ command: P.Command, place: Int, element: Int? = nil) throws(ProcessError) {
        let message = command.command
        let type = type(of: message).commandType
        let payload = try Self.payload(message, type)
        let position = element.map { "\(place).\($0)" } ?? "\(place)"
        commands.append(
            OutboxCommand(
                id: cause.id.derived("\(P.name)/\(position)/\(type)"), process: P.name, key: key ?? "", type: type,
                payload: payload, time: cause.time, cause: cause.id, correlationId: cause.correlationId,
                userId: cause.userId))
    }

    private static func payload<C: Command>(_ command: C, _ type: String) throws(ProcessError) -> [UInt8] {
        let payload: [UInt8]
        do throws(UnencodableValue) {
            payload = try command.json()
        } catch {
            throw ProcessError(.unencodable(error), step: "emit \(type)")
        }
        do throws(InvalidPayload) {
            _ = try C(json: payload)
        } catch {
            throw ProcessError(.invalidCommand(type, error), step: "emit \(type)")
        }
        return payload
    }

    // MARK: - Timeouts

    /// Sets a timeout, or moves it, to so long after the event, or after the time at which the timeout was due that is
    /// handled.
    public mutating func set(_ timeout: P.Timeout, after span: TimeSpan) throws(ProcessError) {
        let due = try ProcessStep.evaluate("after \(timeout.rawValue)") { () throws(EvaluationError) in
            try CEL.add(cause.time, span)
        }
        try set(timeout, at: due)
    }

    /// Sets a timeout, or moves it. A time that is past is due at once.
    public mutating func set(_ timeout: P.Timeout, at due: Timestamp) throws(ProcessError) {
        let name = timeout.rawValue
        if cause.isTimeout, due <= cause.time {
            throw ProcessError(.timeoutNotLater(name, due: due), step: "set \(name)")
        }
        let id = cause.id.derived("\(P.name)/timeout/\(name)")
        timeouts[name] = PendingTimeout(
            id: id, due: due, isNew: try isNew(id, name), correlationId: cause.correlationId, userId: cause.userId)
    }

    /// Whether a timeout has not fired before: one that is set for the first time, or was still set when states began to
    /// be made anew.
    private func isNew(_ id: UniqueID, _ name: String) throws(ProcessError) -> Bool {
        if emits { return true }
        guard let key else { return false }
        return try transaction.instanceSetAside(of: P.name, key)?.timeouts[name]?.id == id
    }

    /// Cancels a timeout; one that is not set stays so.
    public mutating func cancel(_ timeout: P.Timeout) { timeouts[timeout.rawValue] = nil }

    // MARK: - The end

    /// Keeps what the handler has done. Gives how many commands were emitted.
    func finish() throws(ProcessError) -> Int {
        guard let key, let state else {
            // A timeout whose condition is not met is gone all the same.
            if cause.isTimeout, var instance = before {
                instance.timeouts = timeouts
                try transaction.save(instance, of: P.name)
            }
            return 0
        }
        var instance = ProcessInstance(key: key, state: [])
        do throws(UnencodableValue) {
            instance.state = try state.json()
        } catch {
            throw ProcessError(.unencodable(error), step: "state")
        }
        instance.timeouts = timeouts
        if !isEnded {
            try transaction.save(instance, of: P.name)
        } else if before != nil {
            try transaction.removeInstance(of: P.name, key)
        }
        var count = 0
        if emits {
            for command in commands where try transaction.enqueue(command) { count += 1 }
        }
        return count
    }
}
