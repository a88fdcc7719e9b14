/// Where the states of process managers are kept, together with their checkpoints, timeouts and commands.
///
/// A store only has to keep what it is given and to do so in transactions; what processes mean is written once, on top of
/// that.
public protocol ProcessStore: Sendable {
    /// Runs `body` in a transaction that may write. What it changed is kept when it returns and undone when it throws; no
    /// other transaction sees a part of it, and no other one writes meanwhile.
    ///
    /// Throws what `body` throws, or `.store` with what the medium says.
    func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T

    /// Runs `body` on the last state that was committed. It must not write.
    func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T
}

extension ProcessStore {
    /// A transaction whose errors say the process manager.
    func transaction<T: Sendable>(
        _ process: String, _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        do throws(ProcessError) {
            return try await transaction(body)
        } catch {
            throw error.at(process)
        }
    }

    /// A look whose errors say the process manager.
    func snapshot<T: Sendable>(
        _ process: String, _ body: @Sendable @escaping (any ProcessTransaction) throws(ProcessError) -> T
    ) async throws(ProcessError) -> T {
        do throws(ProcessError) {
            return try await snapshot(body)
        } catch {
            throw error.at(process)
        }
    }
}

/// What a store of processes does within one transaction. For implementations of ``ProcessStore``.
public protocol ProcessTransaction {
    // MARK: Process managers

    /// What is kept of a process manager; nil for one that never ran.
    func record(of process: String) throws(ProcessError) -> ProcessRecord?
    /// What is kept of all process managers, in the order of their names.
    func records() throws(ProcessError) -> [ProcessRecord]
    /// Keeps what is to be kept of a process manager, in place of what was kept before; but for its failure, which stays.
    func save(_ record: ProcessRecord) throws(ProcessError)
    /// Keeps why a process manager stands still; nil when it goes on.
    func note(_ failure: ProjectionRecord.Failure?, of process: String) throws(ProcessError)

    // MARK: Processes

    /// The process with a key; nil where there is none.
    func instance(of process: String, _ key: String) throws(ProcessError) -> ProcessInstance?
    /// The processes in the order of their keys, after one of them.
    func instances(of process: String, after key: String?, limit: Int) throws(ProcessError) -> [ProcessInstance]
    /// The processes whose timeouts wait, in the order of their keys.
    func heldInstances(of process: String, limit: Int) throws(ProcessError) -> [ProcessInstance]
    /// How much is kept of a process manager.
    func tally(of process: String) throws(ProcessError) -> ProcessTally
    /// The process whose next timeout is due first, of those due at once the first by key; nil when there is none.
    func nextDue(of process: String) throws(ProcessError) -> ProcessInstance?
    /// Keeps a process in place of the one with the same key.
    func save(_ instance: ProcessInstance, of process: String) throws(ProcessError)
    /// Removes the process with a key; does nothing where there is none.
    func removeInstance(of process: String, _ key: String) throws(ProcessError)

    // MARK: Processes that were set aside

    /// Removes all processes of a process manager, and sets them aside in place of what was set aside before.
    func setInstancesAside(of process: String) throws(ProcessError)
    /// Removes all processes of a process manager. What is set aside stays.
    func removeInstances(of process: String) throws(ProcessError)
    /// The process with a key that was set aside; nil where there is none.
    func instanceSetAside(of process: String, _ key: String) throws(ProcessError) -> ProcessInstance?
    /// Forgets what was set aside.
    func forgetInstancesSetAside(of process: String) throws(ProcessError)

    // MARK: Firings

    /// Records a timeout that fired.
    func record(_ firing: ProcessFiring, of process: String) throws(ProcessError)
    /// The recorded firing with a number; nil where there is none.
    func firing(of process: String, number: Int) throws(ProcessError) -> ProcessFiring?

    // MARK: Commands

    /// Keeps a new command, with the next sequence number. Does nothing and gives false when its id is kept already.
    func enqueue(_ command: OutboxCommand) throws(ProcessError) -> Bool
    /// The pending commands of a process manager that can be delivered at a time, in the order of emission: those for whose
    /// key no earlier command is parked or waits for a later time.
    func deliverable(of process: String, at time: Timestamp, limit: Int) throws(ProcessError) -> [OutboxCommand]
    /// The time at which a command that waits is tried again, the soonest of a process manager; nil when none waits.
    func nextRetry(of process: String) throws(ProcessError) -> Timestamp?
    /// The commands of a process manager in some states, in the order of emission.
    func commands(
        of process: String, in states: Set<OutboxCommand.State>, limit: Int
    ) throws(ProcessError) -> [OutboxCommand]
    /// The command with an id; nil where there is none.
    func command(_ id: UniqueID) throws(ProcessError) -> OutboxCommand?
    /// Keeps state, attempts, time of the next attempt and error of a command that is kept already.
    func update(_ command: OutboxCommand) throws(ProcessError)
    /// Removes the commands that were delivered or skipped and were emitted before a time, and says how many they were.
    func removeCommands(of process: String, before time: Timestamp) throws(ProcessError) -> Int

    // MARK: Dead letters

    /// The dead letters of a process manager, whose name stands where that of a projection does, by position.
    func letters(of process: String, _ filter: DeadLetterFilter) throws(ProcessError) -> [DeadLetter]
    /// What is known of each dead letter that holds up others or is skipped.
    func parked(of process: String) throws(ProcessError) -> [ParkedEvent]
    /// Keeps a letter, in place of the one of the same position.
    func save(_ letter: DeadLetter) throws(ProcessError)
    /// Removes the letters that are not skipped.
    func removeLetters(of process: String) throws(ProcessError)
    /// Removes the letter of a process manager and position, whatever its state.
    func remove(_ letter: DeadLetter) throws(ProcessError)

    // MARK: Parts

    /// Runs `body`; when it throws, what it changed is undone and the transaction goes on.
    func attempt(_ body: () throws(ProcessError) -> Void) throws(ProcessError)
}
