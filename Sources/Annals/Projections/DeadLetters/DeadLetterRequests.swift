// What is asked of dead letters, and what can be: the same for projections and process managers.

extension [DeadLetter] {
    /// Those at some positions, or all, with what is asked of them.
    ///
    /// - Parameters:
    ///   - positions: Those of the letters; nil for all.
    ///   - reason: Why; a skip has to have one.
    func asked(
        for request: DeadLetter.Request, at positions: [Int]?, because reason: String? = nil, now: Timestamp
    ) throws(RequestRefused) -> [DeadLetter] {
        if request == .skip { try RequestRefused.check(reason: reason ?? "", of: "an event") }
        var letters = self
        if let positions {
            letters = filter { positions.contains($0.position) }
            let missing = positions.filter { position in !letters.contains { $0.position == position } }
            guard missing.isEmpty else {
                throw RequestRefused(
                    "no event is parked at position \(missing.map(String.init).joined(separator: ", "))")
            }
        }
        for index in letters.indices {
            letters[index].request = request
            if let reason { letters[index].reason = reason }
            letters[index].lastTime = now
        }
        return letters
    }
}

/// Why something is not done that is asked for.
struct RequestRefused: Error {
    /// The words.
    let message: String

    init(_ message: String) { self.message = message }

    /// Throws when a reason is none.
    ///
    /// - Parameter subject: What is not skipped without one, such as `an event`.
    static func check(reason: String, of subject: String) throws(RequestRefused) {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw RequestRefused("\(subject) is not skipped without a reason")
        }
    }

    /// There is nothing of that name.
    ///
    /// - Parameter kind: What was looked for, such as `projection`.
    static func unknown(_ kind: String, known: [String]) -> RequestRefused {
        let names = known.joined(separator: ", ")
        return RequestRefused("no such \(kind) ever ran here; known are: \(names.isEmpty ? "none" : names)")
    }
}
