/// Which dead letters can be tried again, because their events are still stored. It is found out before the transaction that
/// tries them: what was removed from the log must not come back by way of a letter.
struct LetterCheck: Sendable {
    /// The positions of those whose events are stored.
    private var stored: Set<Int> = []
    /// The positions of those whose events are gone.
    private(set) var gone: Set<Int> = []

    /// Looks up the events of the letters of which something is asked, and of those that are tried with them.
    ///
    /// - Parameter open: All open letters of a projection or process manager.
    init(_ open: [DeadLetter], in events: any EventStore) async throws(EventStoreError) {
        let tried = DeadLetterSequences(open).tried
        for letter in open where tried.contains(letter.position) {
            if try await events.has(letter) { stored.insert(letter.position) } else { gone.insert(letter.position) }
        }
    }

    /// What is asked of letters, as far as it was looked up: which are tried or skipped, and which cannot be tried.
    func requests(_ open: [DeadLetter]) -> (tried: Set<Int>, gone: [DeadLetter]) {
        var tried = DeadLetterSequences(open).tried
        // Something was asked meanwhile, and is looked up next time.
        guard tried.isSubset(of: stored.union(gone)) else { return ([], []) }
        let lost = open.filter { tried.contains($0.position) && gone.contains($0.position) && $0.request != .skip }
        tried.subtract(lost.map(\.position))
        return (tried, lost)
    }
}

extension EventStore {
    /// Whether the event of a letter is stored where it was.
    func has(_ letter: DeadLetter) async throws(EventStoreError) -> Bool {
        try await event(letter.event.metadata.id)?.position == letter.position
    }
}

extension DeadLetter {
    /// The letter after a retry that found no event.
    func withoutEvent(_ now: Timestamp) -> DeadLetter {
        var letter = self
        letter.state = .failed
        letter.request = nil
        letter.error =
            "the event is not in the store any more, because its stream was truncated or deleted; it is not tried again. "
            + "Remove the letter with \"annals dlq prune\", or skip it"
        letter.step = nil
        letter.attempts += 1
        letter.lastTime = now
        return letter
    }

    /// The letter after a skip that was asked for.
    func skipped(_ now: Timestamp) -> DeadLetter {
        var letter = self
        letter.state = .skipped
        letter.request = nil
        letter.lastTime = now
        return letter
    }
}
