extension ProcessTransaction {
    /// Tries the dead letters of a process manager again, in the order of positions, and the timeouts that failed. Gives
    /// how many letters were handled.
    ///
    /// - Parameter reason: Why a letter is left out for good; nil for one that is tried.
    func retry<P: ProcessManager>(
        _ process: P.Type, now: Timestamp, skipping reason: (DeadLetter) -> String?
    ) throws(ProcessError) -> Int {
        let open = try letters(of: P.name, .open)
        // None of them holds up another one any more, until it fails again.
        for letter in open {
            var letter = letter
            letter.lastTime = now
            letter.request = nil
            letter.reason = reason(letter)
            letter.state = letter.reason == nil ? .resolved : .skipped
            try save(letter)
        }
        try releaseHolds(of: P.name)
        var handled = 0
        _ = try work(P.self, policy: .park(limit: .max), now: now, budget: 0) { (applier) throws(ProcessError) in
            for letter in open where reason(letter) == nil {
                if try applier.retry(letter) { handled += 1 }
            }
        }
        return handled
    }

    /// Does what is asked of the dead letters of a process manager.
    func carryOutRequests<P: ProcessManager>(of process: P.Type, now: Timestamp) throws(ProcessError) {
        guard try !letters(of: P.name, .requested).isEmpty else { return }
        _ = try retry(P.self, now: now) { $0.request == .skip ? $0.reason ?? "" : nil }
    }

    /// Lets timeouts fire again that wait for an event or have failed.
    private func releaseHolds(of process: String) throws(ProcessError) {
        var last: String?
        while true {
            let page = try instances(of: process, after: last, limit: 500)
            for var instance in page where instance.hold != nil {
                instance.hold = nil
                try save(instance, of: process)
            }
            guard page.count == 500 else { return }
            last = page.last?.key
        }
    }
}
