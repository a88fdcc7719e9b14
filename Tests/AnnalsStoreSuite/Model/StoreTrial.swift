public import Annals
import Foundation
import JSONTrials
import Testing

/// Random histories of a store against a model.
public struct StoreTrial: Sendable {
    /// Opens the store, or opens it again; a store that forgets gives the same one.
    private let open: @Sendable () async throws -> any EventStore
    /// Whether the store can be closed and opened again.
    private let reopens: Bool
    /// Opens the store of consumers beside it.
    private let openConsumers: @Sendable (any EventStore) async throws -> any ConsumerStore

    /// Creates a trial.
    ///
    /// - Parameters:
    ///   - reopens: Whether what was closed can be opened again with its events.
    ///   - open: Opens the store; a new one for each history.
    ///   - consumers: Opens the store of consumers that belongs to it; one that keeps nothing on a disk gives the same again.
    public init(
        reopens: Bool, open: @escaping @Sendable () async throws -> any EventStore,
        consumers: @escaping @Sendable (any EventStore) async throws -> any ConsumerStore
    ) {
        self.open = open
        self.reopens = reopens
        openConsumers = consumers
    }

    /// How many histories are run: what `ANNALS_HISTORIES` says, or what is usual.
    public static func histories(usually count: Int) -> Int {
        ProcessInfo.processInfo.environment["ANNALS_HISTORIES"].flatMap { Int($0) } ?? count
    }

    static func category(of stream: Int) -> Int { stream % StoreOperation.categories }

    /// Runs a history, and when something else happens than the model says, runs smaller ones until none is smaller.
    ///
    /// - Parameter fresh: Makes the trial of an empty store.
    /// - Returns: Whether all was as the model says.
    public static func run(seed: UInt64, steps: Int, fresh: () throws -> StoreTrial) async throws -> Bool {
        var random = SeededGenerator(seed: seed)
        var history = StoreOperation.history(steps, &random)
        guard var difference = try await fresh().difference(history) else { return true }
        var size = max(1, history.count / 2)
        while true {
            var start = 0
            var isSmaller = false
            while start < history.count {
                var candidate = history
                candidate.removeSubrange(start..<min(start + size, history.count))
                if let found = try await fresh().difference(candidate) {
                    (history, difference, isSmaller) = (candidate, found, true)
                } else {
                    start += size
                }
            }
            if size == 1, !isSmaller { break }
            size = max(1, size / 2)
        }
        let lines = history.enumerated().map { "  \($0.offset): \($0.element)" }.joined(separator: "\n")
        Issue.record("seed \(seed): \(difference) after\n\(lines)")
        return false
    }

    /// The first thing that differs from the model; nil when nothing does.
    private func difference(_ history: [StoreOperation]) async throws -> String? {
        var store = try await open()
        var consumers = ConsumerTrial(try await openConsumers(store))
        var model = StoreModel()
        var requests: [Int: [(write: StoreOperation.Write, expected: ExpectedVersion)]] = [:]
        var positions = Array(repeating: 0, count: StoreOperation.subscribers)
        for (number, operation) in history.enumerated() {
            let found: String?
            switch operation {
            case .append(let writes):
                let request = writes.map { ($0, model.expected($0)) }
                requests[number] = request
                found = try await append(request, to: store, &model)
            case .again(let earlier):
                guard let request = requests[earlier] else { continue }
                found = try await append(request, to: store, &model)
            case .readStream(let stream, let first, let last, let time, let isBackwards, let limit):
                let records = try await store.read(
                    name(stream), from: first, to: last, until: time.map(timestamp),
                    direction: isBackwards ? .backwards : .forwards, limit: limit)
                let wanted = model.read(stream, first, last, until: time, isBackwards: isBackwards, limit: limit)
                found = differ(records, wanted, model)
            case .readAll(let position, let categories, let time, let limit):
                let filter = EventFilter(categories: categories?.map { "C\($0)" }, until: time.map(timestamp))
                let records = try await store.readAll(after: position, filter: filter, limit: limit)
                let wanted = model.readAll(after: position, categories: categories, until: time, limit: limit)
                found = differ(records, wanted, model)
            case .take(let subscriber):
                let categories = subscriber == 0 ? nil : [0]
                let rest = model.readAll(after: positions[subscriber], categories: categories, limit: .max)
                // A subscriber without anything to take would wait.
                guard !rest.isEmpty else { continue }
                let subscription = try await store.subscribe(
                    from: .after(positions[subscriber]), EventFilter(categories: categories?.map { "C\($0)" }),
                    batchSize: 3)
                var batches = subscription.makeAsyncIterator()
                guard let batch = try await batches.next() else { return "step \(number): the subscription ended" }
                positions[subscriber] = batch.position
                found = differ(batch.events, Array(rest.prefix(3)), model)
            case .truncate(let stream, let version):
                let count = try await store.truncate(name(stream), before: version)
                let wanted = model.truncate(stream, before: version)
                found = count == wanted ? nil : "\(count) were removed, not \(wanted)"
            case .restore(let stream, let first, let last):
                found = try await restore(stream, first...last, to: store, &model)
            case .consume(let work): found = try await consumers.run(work, step: number)
            case .reopen:
                guard reopens else { continue }
                try await store.close()
                store = try await open()
                consumers.store = try await openConsumers(store)
                found = nil
            }
            if let found { return "step \(number), \(operation): \(found)" }
            let end = try await store.lastPosition()
            if end != model.events.count { return "step \(number): \(end) events, not \(model.events.count)" }
        }
        let all = differ(
            try await store.readAll(limit: .max), model.readAll(after: 0, categories: nil, limit: .max), model)
        try await store.close()
        return all.map { "at the end: \($0)" }
    }

    private func append(
        _ request: [(write: StoreOperation.Write, expected: ExpectedVersion)], to store: any EventStore,
        _ model: inout StoreModel
    ) async throws -> String? {
        let wanted = model.append(request)
        let found: StoreModel.Answer
        do throws(EventStoreError) {
            var appends: [StreamAppend] = []
            for (write, expected) in request {
                appends.append(
                    StreamAppend(try write.events.map(event), to: try name(write.stream), expecting: expected))
            }
            found = .results(try await store.append(appends))
        } catch {
            switch error.code {
            case .wrongExpectedVersion: found = .conflict
            case .duplicateEventID: found = .usedID
            default: return "\(error)"
            }
        }
        return found == wanted ? nil : "\(found), not \(wanted)"
    }

    /// Restores events as they were, whether they are there or not.
    private func restore(
        _ stream: Int, _ versions: ClosedRange<Int>, to store: any EventStore, _ model: inout StoreModel
    ) async throws -> String? {
        let places = model.events.indices.filter { place in
            model.events[place].stream == stream && versions.contains(model.events[place].version)
        }
        let records = try places.map { place in
            let stored = model.events[place]
            return RecordedEvent(
                try event(stored.event), in: try name(stream), version: stored.version, position: place + 1,
                now: Timestamp.min)
        }
        let wanted = model.restore(places)
        let found: StoreModel.Restored
        do throws(EventStoreError) {
            found = .count(try await store.restore(records))
        } catch {
            switch error.code {
            case .gap: found = .gap
            case .duplicateEventID: found = .usedID
            default: return "\(error)"
            }
        }
        return found == wanted ? nil : "\(found), not \(wanted)"
    }

    /// The time of an event.
    private func timestamp(_ number: Int) -> Timestamp { Timestamp(seconds: Int64(number)) ?? .min }

    private func name(_ stream: Int) throws(EventStoreError) -> StreamName {
        guard let name = StreamName("C\(StoreTrial.category(of: stream))-\(stream)") else {
            throw EventStoreError(.io, "no stream name")
        }
        return name
    }

    private func event(_ number: Int) throws(EventStoreError) -> ProposedEvent {
        try ProposedEvent(
            MoneyDeposited(accountId: "\(number)", amount: number + 1),
            id: UniqueID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 + UInt64(number)),
            time: timestamp(number))
    }

    /// How records differ from what the model has.
    private func differ(_ records: [RecordedEvent], _ wanted: [StoreModel.Stored], _ model: StoreModel) -> String? {
        let found = records.map { record in
            "\(record.metadata.stream)@\(record.metadata.streamVersion) at \(record.position): \(record.metadata.id)"
        }
        let expected = wanted.map { stored in
            let id = UniqueID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 + UInt64(stored.event))
            let position = (model.events.firstIndex(of: stored) ?? -1) + 1
            let stream = "C\(StoreTrial.category(of: stored.stream))-\(stored.stream)"
            return "\(stream)@\(stored.version) at \(position): \(id)"
        }
        return found == expected ? nil : "\(found), not \(expected)"
    }
}
