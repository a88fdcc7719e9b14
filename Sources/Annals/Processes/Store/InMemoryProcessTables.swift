/// What an in-memory store of processes holds. A copy is a snapshot.
struct InMemoryProcessTables: Sendable {
    /// A process by process manager and key.
    struct InstanceKey: Hashable {
        var process: UTF8Key
        var key: UTF8Key

        init(_ process: String, _ key: String) {
            self.process = UTF8Key(process)
            self.key = UTF8Key(key)
        }
    }

    var records: [UTF8Key: ProcessRecord] = [:]
    var instances: [InstanceKey: ProcessInstance] = [:]
    var instancesSetAside: [InstanceKey: ProcessInstance] = [:]
    /// The firings of each process manager, by number from 1.
    var firings: [UTF8Key: [ProcessFiring]] = [:]
    /// By sequence number.
    var commands: [Int: OutboxCommand] = [:]
    var sequences: [UniqueID: Int] = [:]
    var lastSequence = 0
    var letters = InMemoryTables()
}

/// A transaction on a copy of the tables.
final class InMemoryProcessTransaction: ProcessTransaction {
    private(set) var tables: InMemoryProcessTables

    init(_ tables: InMemoryProcessTables) { self.tables = tables }

    func record(of process: String) -> ProcessRecord? { tables.records[UTF8Key(process)] }

    func records() -> [ProcessRecord] {
        tables.records.values.sorted { UTF8Key($0.name) < UTF8Key($1.name) }
    }

    func save(_ record: ProcessRecord) {
        var record = record
        record.failure = self.record(of: record.name)?.failure
        tables.records[UTF8Key(record.name)] = record
    }

    func note(_ failure: ProjectionRecord.Failure?, of process: String) {
        tables.records[UTF8Key(process)]?.failure = failure
    }

    // MARK: - Processes

    func instance(of process: String, _ key: String) -> ProcessInstance? {
        tables.instances[InMemoryProcessTables.InstanceKey(process, key)]
    }

    private func instances(of process: String) -> [ProcessInstance] {
        tables.instances.filter { $0.key.process == UTF8Key(process) }.map(\.value).sorted {
            UTF8Key($0.key) < UTF8Key($1.key)
        }
    }

    func instances(of process: String, after key: String?, limit: Int) -> [ProcessInstance] {
        Array(
            instances(of: process).drop { last in key.map { UTF8Key(last.key) <= UTF8Key($0) } ?? false }.prefix(limit))
    }

    func heldInstances(of process: String, limit: Int) -> [ProcessInstance] {
        Array(instances(of: process).filter { $0.hold != nil }.prefix(limit))
    }

    func tally(of process: String) -> ProcessTally {
        var tally = ProcessTally()
        for instance in instances(of: process) {
            tally.instances += 1
            tally.timeouts += instance.timeouts.count
            if instance.hold != nil { tally.held += 1 }
        }
        tally.nextDue = nextDue(of: process)?.next?.timeout.due
        let pending = commands(of: process, in: [.pending], limit: .max)
        tally.pending = pending.count
        tally.oldestPending = pending.map(\.time).min()
        tally.retrying = pending.count { $0.attempts > 0 }
        tally.parkedCommands = commands(of: process, in: [.parked], limit: .max).count
        return tally
    }

    func nextDue(of process: String) -> ProcessInstance? {
        let due = instances(of: process).compactMap { instance in instance.next.map { (instance, $0.timeout.due) } }
        return due.min { ($0.1, UTF8Key($0.0.key)) < ($1.1, UTF8Key($1.0.key)) }?.0
    }

    func save(_ instance: ProcessInstance, of process: String) {
        tables.instances[InMemoryProcessTables.InstanceKey(process, instance.key)] = instance
    }

    func removeInstance(of process: String, _ key: String) {
        tables.instances[InMemoryProcessTables.InstanceKey(process, key)] = nil
    }

    func setInstancesAside(of process: String) {
        forgetInstancesSetAside(of: process)
        for (key, instance) in tables.instances where key.process == UTF8Key(process) {
            tables.instancesSetAside[key] = instance
        }
        removeInstances(of: process)
    }

    func removeInstances(of process: String) {
        tables.instances = tables.instances.filter { $0.key.process != UTF8Key(process) }
    }

    func instanceSetAside(of process: String, _ key: String) -> ProcessInstance? {
        tables.instancesSetAside[InMemoryProcessTables.InstanceKey(process, key)]
    }

    func forgetInstancesSetAside(of process: String) {
        tables.instancesSetAside = tables.instancesSetAside.filter { $0.key.process != UTF8Key(process) }
    }

    // MARK: - Firings

    func record(_ firing: ProcessFiring, of process: String) {
        tables.firings[UTF8Key(process), default: []].append(firing)
    }

    func firing(of process: String, number: Int) -> ProcessFiring? {
        let all = tables.firings[UTF8Key(process)] ?? []
        return all.indices.contains(number - 1) ? all[number - 1] : nil
    }

    // MARK: - Commands

    func enqueue(_ command: OutboxCommand) -> Bool {
        guard tables.sequences[command.id] == nil else { return false }
        var command = command
        tables.lastSequence += 1
        command.sequence = tables.lastSequence
        tables.commands[command.sequence] = command
        tables.sequences[command.id] = command.sequence
        return true
    }

    func deliverable(of process: String, at time: Timestamp, limit: Int) -> [OutboxCommand] {
        var blocked: Set<UTF8Key> = []
        var found: [OutboxCommand] = []
        for command in commands(of: process, in: [.pending, .parked], limit: .max) {
            let isReady = command.state == .pending && command.retryTime.map { $0 <= time } ?? true
            if isReady, !blocked.contains(UTF8Key(command.key)) {
                found.append(command)
            } else {
                blocked.insert(UTF8Key(command.key))
            }
        }
        return Array(found.prefix(limit))
    }

    func nextRetry(of process: String) -> Timestamp? {
        commands(of: process, in: [.pending], limit: .max).compactMap(\.retryTime).min()
    }

    func commands(of process: String, in states: Set<OutboxCommand.State>, limit: Int) -> [OutboxCommand] {
        let all = tables.commands.values.filter {
            UTF8Key($0.process) == UTF8Key(process) && states.contains($0.state)
        }
        return Array(all.sorted { $0.sequence < $1.sequence }.prefix(limit))
    }

    func command(_ id: UniqueID) -> OutboxCommand? { tables.sequences[id].flatMap { tables.commands[$0] } }

    func update(_ command: OutboxCommand) {
        guard let sequence = tables.sequences[command.id] else { return }
        tables.commands[sequence]?.state = command.state
        tables.commands[sequence]?.attempts = command.attempts
        tables.commands[sequence]?.retryTime = command.retryTime
        tables.commands[sequence]?.error = command.error
    }

    func removeCommands(of process: String, before time: Timestamp) -> Int {
        let old = commands(of: process, in: [.delivered, .skipped], limit: .max).filter { $0.time < time }
        for command in old {
            tables.commands[command.sequence] = nil
            tables.sequences[command.id] = nil
        }
        return old.count
    }

    // MARK: - Dead letters

    func letters(of process: String, _ filter: DeadLetterFilter) -> [DeadLetter] {
        InMemoryTransaction(tables.letters).letters(of: process, filter)
    }

    func parked(of process: String) -> [ParkedEvent] {
        InMemoryTransaction(tables.letters).parked(of: process, inRebuild: false)
    }

    func save(_ letter: DeadLetter) { changeLetters { $0.save(letter) } }

    func removeLetters(of process: String) { changeLetters { $0.removeLetters(of: process, inRebuild: false) } }

    func remove(_ letter: DeadLetter) { changeLetters { $0.remove(letter) } }

    private func changeLetters(_ change: (InMemoryTransaction) -> Void) {
        let letters = InMemoryTransaction(tables.letters)
        change(letters)
        tables.letters = letters.tables
    }

    // MARK: - Parts

    func attempt(_ body: () throws(ProcessError) -> Void) throws(ProcessError) {
        let before = tables
        do throws(ProcessError) {
            try body()
        } catch {
            tables = before
            throw error
        }
    }
}
