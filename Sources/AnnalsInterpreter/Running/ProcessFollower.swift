import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
public import AnnalsJSON
public import AnnalsSchema
public import AnnalsValues

/// Keeps the processes of a process manager in memory, as generated ones do with a store.
public struct ProcessFollower: Sendable {
    /// A command that was emitted.
    public struct Command: Hashable, Sendable {
        /// The id: derived from the event or timeout, the process manager and the place in the schema.
        public var id: UniqueID
        /// The key of the process.
        public var key: String
        /// The command's name.
        public var type: String
        /// The payload.
        public var payload: JSONValue
    }

    /// A timeout that is set.
    public struct Deadline: Hashable, Sendable {
        /// The id: derived from the event or timeout that set it.
        public var id: UniqueID
        /// When it is due.
        public var due: Timestamp
    }

    private struct Instance: Sendable {
        var key: String
        var members: OrderedMap<Value>
        var deadlines: [String: Deadline] = [:]
        /// Whether a timeout has failed: then they wait for an event.
        var isHeld = false
    }

    private let process: ProcessDeclaration
    private let reader: EventReader
    private let defaults: OrderedMap<Value>
    /// By the bytes of the key.
    private var instances: [[UInt8]: Instance] = [:]
    /// The commands, in the order of emission.
    public private(set) var commands: [Command] = []
    /// How many events found no process.
    public private(set) var missedEvents = 0
    /// What was wrong with each timeout that failed.
    public private(set) var failedTimeouts: [HandlerFailure] = []

    /// Creates a follower without processes.
    ///
    /// - Throws: ``HandlerFailure`` when the schema has no such process.
    public init(_ schema: Schema, process name: String) throws(HandlerFailure) {
        guard let process = schema.processes.first(where: { $0.name == name }) else { throw .unknownName(name) }
        self.process = process
        reader = EventReader(schema)
        defaults = ExpressionRunner.defaults(process.state, reader.decoder)
    }

    /// Handles an event, or what takes its place, after the timeouts that were due by its time. An event that the process
    /// manager does not handle does not count. After a failure everything is as before it.
    public mutating func apply(_ event: StoredEvent) throws(HandlerFailure) {
        guard reader.index.schema.reads(event.metadata.type, process) else { return }
        advance(to: event.metadata.time)
        let before = self
        do throws(HandlerFailure) {
            for (name, event) in try reader.events(event) {
                guard let handler = process.handlers.first(where: { $0.event == name }) else { continue }
                try handle(handler, event)
            }
        } catch {
            self = before
            throw error
        }
    }

    /// Lets the timeouts fire that are due by a time, in the order of their times, keys and names.
    public mutating func advance(to time: Timestamp) {
        while let (bytes, name) = nextDue(by: time), let instance = instances[bytes],
            let deadline = instance.deadlines[name]
        {
            let before = self
            do throws(HandlerFailure) {
                try fire(name, deadline, of: instance, bytes)
            } catch {
                self = before
                instances[bytes]?.isHeld = true
                failedTimeouts.append(error)
            }
        }
    }

    /// The states as JSON, the key first, in the order of the keys' bytes.
    ///
    /// - Throws: ``HandlerFailure`` for a number that JSON cannot write.
    public func states() throws(HandlerFailure) -> [JSONValue] {
        var states: [JSONValue] = []
        for bytes in instances.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let members = instances[bytes]?.members else { continue }
            states.append(try json(members))
        }
        return states
    }

    /// The timeouts of the process with a key, by name.
    public func deadlines(of key: String) -> [String: Deadline] { instances[Array(key.utf8)]?.deadlines ?? [:] }

    private func json(_ members: OrderedMap<Value>) throws(HandlerFailure) -> JSONValue {
        try reader.json(.record(Scopes.state(process.name), members), process.fields)
    }

    private func nextDue(by time: Timestamp) -> (bytes: [UInt8], name: String)? {
        var next: (bytes: [UInt8], name: String, due: Timestamp)?
        for (bytes, instance) in instances where !instance.isHeld {
            for (name, deadline) in instance.deadlines where deadline.due <= time {
                let isSooner =
                    next.map { next in
                        if deadline.due != next.due { return deadline.due < next.due }
                        if bytes != next.bytes { return bytes.lexicographicallyPrecedes(next.bytes) }
                        return name < next.name
                    } ?? true
                if isSooner { next = (bytes, name, deadline.due) }
            }
        }
        return next.map { ($0.bytes, $0.name) }
    }

    // MARK: - Turns

    private mutating func handle(_ handler: ProcessHandler, _ event: StoredEvent) throws(HandlerFailure) {
        let roots = try reader.roots(event)
        var key = OrderedMap<Value>()
        for assignment in handler.key {
            key[assignment.target] = try reader.value(of: assignment.expression, roots, step: "key")
        }
        let text = try keyText(key)
        let stored = instances[Array(text.utf8)]
        guard stored != nil || handler.isStart else {
            missedEvents += 1
            return
        }
        var initial = key
        for member in defaults { initial[member.key] = member.value }
        var instance = stored ?? Instance(key: text, members: initial)
        instance.isHeld = false
        let turn = Turn(id: event.metadata.id, time: event.metadata.time, isTimeout: false)
        _ = try react(handler.reaction, instance, roots, turn)
    }

    private mutating func fire(
        _ name: String, _ deadline: Deadline, of instance: Instance, _ bytes: [UInt8]
    ) throws(HandlerFailure) {
        guard let timeout = process.timeouts.first(where: { $0.name == name }) else { throw .unknownName(name) }
        var instance = instance
        instance.deadlines[name] = nil
        let turn = Turn(id: deadline.id, time: deadline.due, isTimeout: true)
        // A timeout whose condition is not met is gone all the same.
        if try !react(timeout.reaction, instance, ["due": .timestamp(deadline.due)], turn) {
            instances[bytes] = instance
        }
    }

    /// What is handled.
    private struct Turn {
        var id: UniqueID
        var time: Timestamp
        var isTimeout: Bool
    }

    /// Does what a reaction says; false when its condition is not met.
    private mutating func react(
        _ reaction: ProcessReaction, _ instance: Instance, _ roots: [String: Value], _ turn: Turn
    ) throws(HandlerFailure) -> Bool {
        var roots = roots
        roots["state"] = .record(Scopes.state(process.name), instance.members)
        if let condition = reaction.condition, try !isTrue(condition, roots, step: "when") { return false }
        for (index, emission) in reaction.emissions.enumerated() {
            try emit(emission, place: index + 1, of: instance.key, roots, turn)
        }
        var next = instance
        for deadline in reaction.deadlines {
            next.deadlines[deadline.timeout] = try self.deadline(deadline, roots, turn)
        }
        for name in reaction.cancelled { next.deadlines[name] = nil }
        let isOver = try reaction.end.map { end throws(HandlerFailure) in try isTrue(end, roots, step: "end") } ?? false
        for assignment in reaction.assignments {
            next.members[assignment.target] = try reader.value(
                of: assignment.expression, roots, step: "set \(assignment.target)")
        }
        _ = try json(next.members)
        instances[Array(instance.key.utf8)] = isOver ? nil : next
        return true
    }

    private mutating func emit(
        _ emission: ProcessEmission, place: Int, of key: String, _ roots: [String: Value], _ turn: Turn
    ) throws(HandlerFailure) {
        guard let command = reader.index.schema.command(emission.command) else { throw .unknownName(emission.command) }
        let step = "emit \(command.name)"
        var elements: [Value?] = [nil]
        if let loop = emission.loop {
            guard case .list(let list) = try reader.value(of: loop.list, roots, step: step) else { return }
            elements = list
        }
        for (index, element) in elements.enumerated() {
            var roots = roots
            if let loop = emission.loop { roots[loop.variable] = element }
            if let condition = emission.condition, try !isTrue(condition, roots, step: step) { continue }
            var members = ExpressionRunner.defaults(command.fields, reader.decoder)
            for field in command.fields {
                guard let value = emission.fields.first(where: { $0.target == field.name }) else { continue }
                members[field.name] = try reader.value(
                    of: value.expression, roots, step: "\(step) \(field.name)")
            }
            let record = RecordName("$command:\(command.name)", version: 1)
            let payload = try reader.json(.record(record, members), command.fields)
            let violations = Validator(reader.index).violations(of: payload, fields: command.fields)
            guard violations.isEmpty else { throw .invalidCommand(command.name, violations) }
            let position = emission.loop == nil ? "\(place)" : "\(place).\(index)"
            commands.append(
                Command(
                    id: turn.id.derived("\(process.name)/\(position)/\(command.name)"), key: key, type: command.name,
                    payload: payload))
        }
    }

    private func deadline(
        _ deadline: ProcessDeadline, _ roots: [String: Value], _ turn: Turn
    ) throws(HandlerFailure) -> Deadline {
        let due: Timestamp
        switch deadline.due {
        case .at(let expression):
            guard case .timestamp(let time) = try reader.value(of: expression, roots, step: "at \(deadline.timeout)")
            else { throw .unknownName(deadline.timeout) }
            due = time
        case .after(let expression):
            let step = "after \(deadline.timeout)"
            guard case .duration(let span) = try reader.value(of: expression, roots, step: step) else {
                throw .unknownName(deadline.timeout)
            }
            do throws(EvaluationError) {
                due = try CEL.add(turn.time, span)
            } catch {
                throw .evaluation(error, step: step)
            }
        }
        if turn.isTimeout, due <= turn.time { throw .timeoutNotLater(deadline.timeout) }
        return Deadline(id: turn.id.derived("\(process.name)/timeout/\(deadline.timeout)"), due: due)
    }

    private func isTrue(
        _ expression: CheckedExpression, _ roots: [String: Value], step: String
    ) throws(HandlerFailure) -> Bool {
        try reader.value(of: expression, roots, step: step) == .bool(true)
    }

    /// The value itself where the key is one, else a JSON list.
    private func keyText(_ key: OrderedMap<Value>) throws(HandlerFailure) -> String {
        guard case .object(let members) = try reader.json(.record(Scopes.state(process.name), key), process.key) else {
            return ""
        }
        let values = members.map(\.value)
        guard values.count == 1 else { return JSONValue.array(values).text }
        return if case .string(let text) = values[0] { text } else { values[0].text }
    }
}

extension Schema {
    /// Whether a process handles events that are stored under a type, or something that takes their place.
    fileprivate func reads(_ type: String, _ process: ProcessDeclaration) -> Bool {
        guard let event = event(storedAs: type) else { return false }
        let handled = Set(process.handlers.map(\.event))
        return handled.contains(event.name)
            || handled.contains { retired(into: $0).contains { $0.name == event.name } }
    }
}
