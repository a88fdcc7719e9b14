/// What is done about dead letters by those who know only their store: the same for projections and process managers.
public protocol DeadLetterControl: Sendable {
    /// The dead letters of one by its name, or of all, in the order of positions.
    func letters(of name: String?, _ filter: DeadLetterFilter) async throws -> [DeadLetter]
    /// Has the sequences of these letters tried again, or of all open ones, and gives the letters of which it is asked.
    func retry(_ name: String, positions: [Int]?) async throws -> [DeadLetter]
    /// Has the event of a letter left out, for good. The reason is kept, and must not be empty.
    func skip(_ name: String, position: Int, reason: String) async throws -> [DeadLetter]
    /// Removes the letters of events that are not stored any more, and gives how many they were.
    func prune(_ name: String?, events: any EventStore) async throws -> Int
}

extension ProjectionControl: DeadLetterControl {}
extension ProcessControl: DeadLetterControl {}
