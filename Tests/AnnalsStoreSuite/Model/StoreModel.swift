import Annals

/// What a store has to do, as simply as it can be said: a list of events.
struct StoreModel {
    struct Stored: Hashable {
        var stream: Int
        var version: Int
        var event: Int
        var isRemoved = false
    }

    private(set) var events: [Stored] = []

    /// What an append gives.
    enum Answer: Hashable {
        case results([AppendResult])
        case conflict
        case usedID
    }

    func version(of stream: Int) -> Int { events.count { $0.stream == stream } }

    /// The expectation of an operation as that of the contract.
    func expected(_ write: StoreOperation.Write) -> ExpectedVersion {
        switch write.expected {
        case .any: .any
        case .noStream: .noStream
        case .exists: .streamExists
        case .actual(let more): .exactly(version(of: write.stream) + more)
        }
    }

    /// Appends all or nothing.
    mutating func append(_ writes: [(write: StoreOperation.Write, expected: ExpectedVersion)]) -> Answer {
        let before = events
        var results: [AppendResult] = []
        for (write, expected) in writes {
            if let first = write.events.first,
                let place = events.firstIndex(where: { $0.event == first && !$0.isRemoved })
            {
                // The same events again: all are stored, behind one another in this stream.
                var last = events[place]
                for (offset, event) in write.events.enumerated() {
                    guard let found = events.firstIndex(where: { $0.event == event && !$0.isRemoved }),
                        events[found].stream == write.stream, events[found].version == events[place].version + offset
                    else {
                        events = before
                        return .usedID
                    }
                    last = events[found]
                }
                results.append(AppendResult(streamVersion: last.version, position: position(of: last)))
                continue
            }
            let actual = version(of: write.stream)
            guard expected.allows(actual) else {
                events = before
                return .conflict
            }
            for event in write.events {
                guard !events.contains(where: { $0.event == event && !$0.isRemoved }) else {
                    events = before
                    return .usedID
                }
                events.append(Stored(stream: write.stream, version: version(of: write.stream) + 1, event: event))
            }
            results.append(
                AppendResult(
                    streamVersion: actual + write.events.count, position: write.events.isEmpty ? nil : events.count))
        }
        return .results(results)
    }

    /// Removes events, and says how many.
    mutating func truncate(_ stream: Int, before version: Int) -> Int {
        var count = 0
        for place in events.indices
        where events[place].stream == stream && events[place].version < version && !events[place].isRemoved {
            events[place].isRemoved = true
            count += 1
        }
        return count
    }

    /// How a restore ends.
    enum Restored: Hashable {
        case count(Int)
        case gap
        case usedID
    }

    /// Puts events back that have these versions and were removed, all of them or none.
    mutating func restore(_ places: [Int]) -> Restored {
        let before = events
        var count = 0
        for place in places.sorted(by: >) where events[place].isRemoved {
            let stored = events[place]
            let above = events.first { $0.stream == stored.stream && $0.version == stored.version + 1 }
            guard above?.isRemoved != true else {
                events = before
                return .gap
            }
            guard !events.contains(where: { $0.event == stored.event && !$0.isRemoved }) else {
                events = before
                return .usedID
            }
            events[place].isRemoved = false
            count += 1
        }
        return .count(count)
    }

    private func position(of stored: Stored) -> Int? { events.firstIndex(of: stored).map { $0 + 1 } }

    func read(
        _ stream: Int, _ first: Int, _ last: Int, until time: Int?, isBackwards: Bool, limit: Int
    ) -> [Stored] {
        let found = events.filter { stored in
            stored.stream == stream && stored.version >= first && stored.version <= last && !stored.isRemoved
                && stored.event <= time ?? .max
        }
        return Array((isBackwards ? found.reversed() : found).prefix(limit))
    }

    func readAll(after position: Int, categories: [Int]?, until time: Int? = nil, limit: Int) -> [Stored] {
        let found = events.dropFirst(max(position, 0)).filter { stored in
            !stored.isRemoved && categories?.contains(StoreTrial.category(of: stored.stream)) ?? true
                && stored.event <= time ?? .max
        }
        return Array(found.prefix(limit))
    }
}
