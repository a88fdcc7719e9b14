extension ReadModelTransaction {
    /// Carries out what is asked of the dead letters of a projection, in the order of positions, and gives what became of
    /// them.
    ///
    /// A retry tries the whole sequence of its letter again, up to the first that fails; a skip leaves its letter out and
    /// goes on with those that wait behind it.
    func carryOutRequests<P: Projection>(of projection: P.Type, now: Timestamp) throws(ProjectionError) -> [DeadLetter]
    {
        guard var record = try currentRecord(of: P.self) else { return [] }
        let open = try letters(of: P.name, .open)
        let tried = DeadLetterSequences(open).tried
        guard !tried.isEmpty else { return [] }
        let others = try parked(of: P.name, inRebuild: false).filter { !tried.contains($0.position) }
        var applier = try EventApplier<P>(
            self, suffix: "", policy: .park(limit: .max), now: now, inRebuild: false,
            // What failed before had no effects that count.
            effectPosition: .min, parked: others)
        var results: [DeadLetter] = []
        for letter in open where tried.contains(letter.position) {
            let result = letter.request == .skip ? letter.skipped(now) : try applier.retry(letter)
            try save(result)
            results.append(result)
        }
        record.checkpoint.missedUpdates += applier.missedUpdates
        // Rows changed and the checkpoint did not: what engines keep of them counts no more.
        record.epoch += 1
        try save(record)
        return results
    }
}

extension DeadLetter {
    fileprivate func skipped(_ now: Timestamp) -> DeadLetter {
        var letter = self
        letter.state = .skipped
        letter.request = nil
        letter.lastTime = now
        return letter
    }
}

/// Which open letters belong together.
private struct DeadLetterSequences {
    /// The positions of the letters that are to be tried or skipped.
    private(set) var tried: Set<Int> = []

    init(_ open: [DeadLetter]) {
        let groups = Self.groups(open)
        for (index, letter) in open.enumerated() where letter.request != nil {
            tried.insert(letter.position)
            for (other, group) in zip(open, groups) where group == groups[index] {
                if letter.request == .retry || other.state == .waiting { tried.insert(other.position) }
            }
        }
    }

    /// For each letter the number of its sequence: letters of one stream or row have the same.
    private static func groups(_ letters: [DeadLetter]) -> [Int] {
        var parents = Array(letters.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        var first: [UTF8Key: Int] = [:]
        for (index, letter) in letters.enumerated() {
            // A stream and a row may be called the same.
            for key in ["s" + letter.event.metadata.stream] + letter.keys.map({ "r" + $0 }) {
                if let other = first[UTF8Key(key)] {
                    parents[root(index)] = root(other)
                } else {
                    first[UTF8Key(key)] = index
                }
            }
        }
        return letters.indices.map(root)
    }
}
