/// How often a decision is made anew when someone else wrote in between.
struct ConflictRetries {
    private var left: Int
    private var count = 0
    /// Whether the ids of the events follow from a command's, which another execution of it may have used first.
    private let hasCommand: Bool

    init(_ retries: Int, hasCommand: Bool) {
        left = max(retries, 0)
        self.hasCommand = hasCommand
    }

    /// Returns after a pause when the decision may be made again; throws the error when not.
    mutating func pause(after error: EventStoreError) async throws {
        let isRace = error.code == .wrongExpectedVersion || hasCommand && error.code == .duplicateEventID
        guard isRace, left > 0 else { throw AggregateError.store(error) }
        left -= 1
        count += 1
        // Up to 1, 2, 4, … 64 milliseconds, by chance, so that two writers do not meet again and again.
        try await Task.sleep(for: .microseconds(Int.random(in: 0...(1000 << min(count - 1, 6)))))
    }
}
