/// Decides on several aggregates at once, also of different types: what is decided is appended whole or not at all, and
/// only if none of the aggregates that were read has changed.
///
/// ```swift
/// let session = AggregateSession(store: store)
/// try await session.execute(command: id) { work in
///     let limits = try await work.load(Limits.self, "daily")
///     try await work.decide(Account.self, "a") { account in try account.withdraw(5, within: limits) }
///     try await work.decide(Account.self, "b") { account in account.deposit(5) }
/// }
/// ```
public struct AggregateSession: Sendable {
    /// Where the events are.
    public let store: any EventStore
    /// Where snapshots are kept; nil for nowhere.
    public let snapshots: (any SnapshotStore)?

    private let writer = SnapshotWriter()
    private let makeID: @Sendable () -> UniqueID

    /// Creates a session. It holds nothing open, and may be used by many tasks at once.
    ///
    /// - Parameters:
    ///   - snapshots: Where snapshots are kept; nil for the event store itself, where it keeps some.
    ///   - makeID: Makes the ids of events whose command has none.
    public init(
        store: any EventStore, snapshots: (any SnapshotStore)? = nil,
        makeID: @escaping @Sendable () -> UniqueID = { .version7() }
    ) {
        self.store = store
        self.snapshots = snapshots ?? store as? any SnapshotStore
        self.makeID = makeID
    }

    /// Does some work, and appends what was decided in it in one transaction with the versions that were read.
    ///
    /// When someone else wrote to one of the aggregates in between, also to one that was only read, the work is done again
    /// with fresh states, at most `retries` times and after a pause that grows; after that the conflict is thrown. What
    /// `work` throws is thrown unchanged and nothing is appended. `AggregateError` says everything else.
    ///
    /// - Parameter command: The id of the command, from which those of its events follow, in the order in which they are
    ///   decided. A command whose events are stored already is not done again: its first outcome is given.
    @discardableResult
    public func execute(
        command: UniqueID? = nil, retries: Int = 3, context: EventContext = EventContext(),
        isolation: isolated (any Actor)? = #isolation, _ work: (inout UnitOfWork) async throws -> Void
    ) async throws -> WorkOutcome {
        var retries = ConflictRetries(retries, hasCommand: command != nil)
        while true {
            if let command, let earlier = try await earlierOutcome(of: command) { return earlier }
            var unit = UnitOfWork(loader: AggregateLoader(store: store, snapshots: snapshots))
            try await work(&unit)
            guard unit.isWriting else { return WorkOutcome(versions: [:], position: nil, isRepetition: false) }
            do throws(EventStoreError) {
                let appends = try unit.appends(context) { command?.derived($0) ?? makeID() }
                let results = try await store.append(appends)
                for due in unit.dueSnapshots { writer.begin(due) }
                return WorkOutcome(appends, results)
            } catch {
                try await retries.pause(after: error)
            }
        }
    }

    /// Returns when no snapshot is being written, such as before the store is closed; throws the last failure.
    public func finishSnapshots() async throws(EventStoreError) {
        if let failure = await writer.finish() { throw failure }
    }

    /// What a command did when it was executed before; nil when it was not, or decided nothing.
    private func earlierOutcome(of command: UniqueID) async throws(AggregateError) -> WorkOutcome? {
        var versions: [StreamName: Int] = [:]
        var position: Int?
        var number = 1
        do throws(EventStoreError) {
            while let event = try await store.event(command.derived(number))?.metadata {
                guard let stream = StreamName(event.stream) else { break }
                versions[stream] = max(versions[stream] ?? 0, event.streamVersion)
                position = max(position ?? 0, event.position)
                number += 1
            }
        } catch {
            throw .store(error)
        }
        return position.map { WorkOutcome(versions: versions, position: $0, isRepetition: true) }
    }
}

/// What a unit of work did.
public struct WorkOutcome: Hashable, Sendable {
    /// The version of the last event of each stream that was written, as the work left it; none when nothing was decided.
    public let versions: [StreamName: Int]
    /// The position of the last appended event; nil when nothing was decided.
    public let position: Int?
    /// Whether the command had been executed before, and nothing was done now.
    public let isRepetition: Bool

    init(versions: [StreamName: Int], position: Int?, isRepetition: Bool) {
        self.versions = versions
        self.position = position
        self.isRepetition = isRepetition
    }

    fileprivate init(_ appends: [StreamAppend], _ results: [AppendResult]) {
        let written = zip(appends, results).filter { !$0.0.events.isEmpty }
        versions = Dictionary(written.map { ($0.0.stream, $0.1.streamVersion) }) { max($0, $1) }
        position = results.compactMap(\.position).max()
        isRepetition = false
    }
}
