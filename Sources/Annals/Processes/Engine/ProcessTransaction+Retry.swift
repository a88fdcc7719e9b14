extension ProcessTransaction {
    /// Carries out what is asked of the dead letters of a process manager, in the order of positions, and gives what became
    /// of them and how many commands were emitted.
    ///
    /// A retry tries the whole sequence of its letter again, up to the first that fails; a skip leaves its letter out and
    /// goes on with those that wait behind it.
    func carryOutRequests<P: ProcessManager>(
        of process: P.Type, _ check: LetterCheck, now: Timestamp
    ) throws(ProcessError) -> (letters: [DeadLetter], emitted: Int) {
        let open = try letters(of: P.name, .open)
        let (tried, gone) = check.requests(open)
        var results = gone.map { $0.withoutEvent(now) }
        for letter in results { try save(letter) }
        guard !tried.isEmpty else { return (results, 0) }
        // None of them holds up another one any more, until it fails again.
        for var letter in open where tried.contains(letter.position) {
            if letter.request == .skip {
                letter = letter.skipped(now)
                results.append(letter)
            } else {
                letter.state = .resolved
            }
            try save(letter)
        }
        try releaseHolds(of: P.name, open.filter { tried.contains($0.position) }.flatMap(\.keys))
        let advance = try work(P.self, policy: .park(limit: .max), now: now, budget: 0) {
            (applier) throws(ProcessError) in
            for letter in open where tried.contains(letter.position) && letter.request != .skip {
                results.append(try applier.retry(letter))
            }
        }
        return (results, advance.emitted)
    }

    /// Lets the timeouts of processes fire again, unless an event of theirs is parked.
    ///
    /// - Parameter keys: Those of the processes.
    func releaseHolds(of process: String, _ keys: [String]) throws(ProcessError) {
        let parked = Set(try self.parked(of: process).filter { !$0.isSkipped }.flatMap(\.keys).map { UTF8Key($0) })
        for key in keys where !parked.contains(UTF8Key(key)) {
            guard var instance = try instance(of: process, key), instance.hold != nil else { continue }
            instance.hold = nil
            try save(instance, of: process)
        }
    }
}
