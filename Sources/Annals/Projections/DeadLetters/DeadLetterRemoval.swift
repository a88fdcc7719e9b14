/// What becomes of dead letters when events are gone: theirs are removed, whatever their state, because they hold what was to
/// be forgotten; what waited for no other event is to be tried.
struct DeadLetterRemoval {
    /// The letters to remove.
    private(set) var removed: [DeadLetter] = []
    /// Letters of which a retry is asked now.
    private(set) var released: [DeadLetter] = []

    /// - Parameter letters: All letters of a projection or process manager, of the rows that are read or of a rebuild.
    init(_ letters: [DeadLetter], now: Timestamp, where isGone: (DeadLetter) -> Bool) {
        removed = letters.filter(isGone)
        guard removed.contains(where: \.isOpen) else { return }
        let open = letters.filter { $0.isOpen && !isGone($0) }
        let parked = ParkedSequences(open.compactMap(ParkedEvent.init))
        for var letter in open where letter.state == .waiting && letter.request == nil {
            guard parked.holds(letter.event, touching: letter.keys) == nil else { continue }
            letter.request = .retry
            letter.lastTime = now
            released.append(letter)
        }
    }
}

extension ReadModelTransaction {
    /// Removes the dead letters of events that are gone, and gives how many there were.
    package func removeLetters(
        of projection: String, now: Timestamp, where isGone: (DeadLetter) -> Bool
    ) throws(ProjectionError) -> Int {
        var count = 0
        for inRebuild in [false, true] {
            let removal = DeadLetterRemoval(
                try letters(of: projection, DeadLetterFilter(inRebuild: inRebuild)), now: now, where: isGone)
            for letter in removal.removed { try remove(letter) }
            for letter in removal.released { try save(letter) }
            count += removal.removed.count
        }
        if count > 0, var record = try record(of: projection) {
            // What engines know of letters counts no more.
            record.epoch += 1
            try save(record)
        }
        return count
    }
}

extension ProcessTransaction {
    /// Removes the dead letters of events that are gone, and gives how many there were.
    package func removeLetters(
        of process: String, now: Timestamp, where isGone: (DeadLetter) -> Bool
    ) throws(ProcessError) -> Int {
        let removal = DeadLetterRemoval(try letters(of: process, DeadLetterFilter()), now: now, where: isGone)
        for letter in removal.removed { try remove(letter) }
        for letter in removal.released { try save(letter) }
        try releaseHolds(of: process, removal.removed.flatMap(\.keys))
        return removal.removed.count
    }
}
