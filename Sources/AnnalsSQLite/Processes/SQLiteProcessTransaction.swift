internal import Annals
internal import GRDB

/// What is done with processes within one access to a database.
struct SQLiteProcessTransaction: ProcessTransaction {
    let db: Database
    let path: String

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    func record(of process: String) throws(ProcessError) -> ProcessRecord? {
        try run { try hasTables() ? ProcessTables.record(db, of: process) : nil }
    }

    func records() throws(ProcessError) -> [ProcessRecord] {
        try run { try hasTables() ? ProcessTables.records(db) : [] }
    }

    func save(_ record: ProcessRecord) throws(ProcessError) {
        try run { try ProcessTables.save(db, record) }
    }

    func note(_ failure: ProjectionRecord.Failure?, of process: String) throws(ProcessError) {
        try run { try ProcessTables.note(db, failure, of: process) }
    }

    // MARK: - Processes

    func instance(of process: String, _ key: String) throws(ProcessError) -> ProcessInstance? {
        try run { try InstanceTable.instance(db, of: process, key, isAside: false) }
    }

    func instances(of process: String, after key: String?, limit: Int) throws(ProcessError) -> [ProcessInstance] {
        try run { try InstanceTable.instances(db, of: process, after: key, limit: limit) }
    }

    func heldInstances(of process: String, limit: Int) throws(ProcessError) -> [ProcessInstance] {
        try run { try hasTables() ? InstanceTable.held(db, of: process, limit: limit) : [] }
    }

    func tally(of process: String) throws(ProcessError) -> ProcessTally {
        try run {
            var tally = ProcessTally()
            try InstanceTable.count(db, of: process, &tally)
            try OutboxTable.count(db, of: process, &tally)
            return tally
        }
    }

    func nextDue(of process: String) throws(ProcessError) -> ProcessInstance? {
        try run { try InstanceTable.nextDue(db, of: process) }
    }

    func save(_ instance: ProcessInstance, of process: String) throws(ProcessError) {
        try run { try InstanceTable.save(db, instance, of: process) }
    }

    func removeInstance(of process: String, _ key: String) throws(ProcessError) {
        try run { try InstanceTable.remove(db, of: process, key) }
    }

    func setInstancesAside(of process: String) throws(ProcessError) {
        try run { try InstanceTable.setAside(db, of: process) }
    }

    func removeInstances(of process: String) throws(ProcessError) {
        try run { try InstanceTable.removeAll(db, of: process, isAside: false) }
    }

    func instanceSetAside(of process: String, _ key: String) throws(ProcessError) -> ProcessInstance? {
        try run { try InstanceTable.instance(db, of: process, key, isAside: true) }
    }

    func forgetInstancesSetAside(of process: String) throws(ProcessError) {
        try run { try InstanceTable.removeAll(db, of: process, isAside: true) }
    }

    // MARK: - Firings

    func record(_ firing: ProcessFiring, of process: String) throws(ProcessError) {
        try run { try ProcessTables.record(db, firing, of: process) }
    }

    func firing(of process: String, number: Int) throws(ProcessError) -> ProcessFiring? {
        try run { try ProcessTables.firing(db, of: process, number: number) }
    }

    // MARK: - Commands

    func enqueue(_ command: OutboxCommand) throws(ProcessError) -> Bool {
        try run { try OutboxTable.insert(db, command) }
    }

    func deliverable(of process: String, at time: Timestamp, limit: Int) throws(ProcessError) -> [OutboxCommand] {
        try run { try OutboxTable.deliverable(db, of: process, at: time, limit: limit) }
    }

    func nextRetry(of process: String) throws(ProcessError) -> Timestamp? {
        try run { try OutboxTable.nextRetry(db, of: process) }
    }

    func commands(
        of process: String, in states: Set<OutboxCommand.State>, limit: Int
    ) throws(ProcessError) -> [OutboxCommand] {
        try run { try hasTables() ? OutboxTable.commands(db, of: process, in: states, limit: limit) : [] }
    }

    func command(_ id: UniqueID) throws(ProcessError) -> OutboxCommand? {
        try run { try hasTables() ? OutboxTable.command(db, id) : nil }
    }

    func update(_ command: OutboxCommand) throws(ProcessError) {
        try run { try OutboxTable.update(db, command) }
    }

    func removeCommands(of process: String, before time: Timestamp) throws(ProcessError) -> Int {
        try run { try OutboxTable.remove(db, of: process, before: time) }
    }

    // MARK: - Dead letters

    func letters(of process: String, _ filter: DeadLetterFilter) throws(ProcessError) -> [DeadLetter] {
        try run { try hasTables() ? DeadLetterTable.letters(db, of: process, filter) : [] }
    }

    func parked(of process: String) throws(ProcessError) -> [ParkedEvent] {
        try run { try DeadLetterTable.parked(db, of: process, inRebuild: false) }
    }

    func save(_ letter: DeadLetter) throws(ProcessError) {
        try run { try DeadLetterTable.save(db, letter) }
    }

    func removeLetters(of process: String) throws(ProcessError) {
        try run { try DeadLetterTable.remove(db, of: process, inRebuild: false) }
    }

    func remove(_ letter: DeadLetter) throws(ProcessError) {
        try run { try DeadLetterTable.remove(db, letter) }
    }

    // MARK: - Parts

    func attempt(_ body: () throws(ProcessError) -> Void) throws(ProcessError) {
        try run {
            try db.inSavepoint {
                try body()
                return .commit
            }
        }
    }

    /// Whether there are tables of processes: files that are only read can be without them.
    private func hasTables() throws -> Bool {
        try !db.configuration.readonly || ProcessTables.all.exist(in: db)
    }

    private func run<T>(_ body: () throws -> T) throws(ProcessError) -> T {
        do {
            return try body()
        } catch {
            throw ProcessError(sqlite: error, path: path)
        }
    }
}
