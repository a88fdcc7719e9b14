/// What is known of a dead letter while other events go past it.
public struct ParkedEvent: Hashable, Sendable {
    /// The event's position.
    public var position: Int
    /// The event's stream.
    public var stream: String
    /// The keys of the rows that it touched.
    public var keys: [String]
    /// Whether it is passed over for good; others do not wait for it then.
    public var isSkipped: Bool

    /// Creates one.
    public init(position: Int, stream: String, keys: [String], isSkipped: Bool) {
        self.position = position
        self.stream = stream
        self.keys = keys
        self.isSkipped = isSkipped
    }

    /// What is known of a letter; nil for one that is in the rows.
    public init?(_ letter: DeadLetter) {
        guard letter.state != .resolved else { return nil }
        self.init(
            position: letter.position, stream: letter.event.metadata.stream, keys: letter.keys,
            isSkipped: letter.state == .skipped)
    }
}

/// The sequences that wait: a later event of the same stream, or one that touches the same row, waits too.
struct ParkedSequences {
    /// The lowest position that waits in each stream.
    private var streams: [UTF8Key: Int] = [:]
    /// The lowest position that waits for each row.
    private var keys: [UTF8Key: Int] = [:]
    /// The positions that are passed over.
    private var skipped: Set<Int> = []
    /// How many events wait.
    private(set) var count = 0

    /// Whether no event waits or is passed over.
    var isEmpty: Bool { count == 0 && skipped.isEmpty }

    init(_ events: [ParkedEvent]) {
        for event in events { add(event) }
    }

    mutating func add(_ event: ParkedEvent) {
        if event.isSkipped {
            skipped.insert(event.position)
            return
        }
        count += 1
        Self.note(event.position, at: event.stream, in: &streams)
        for key in event.keys { Self.note(event.position, at: key, in: &keys) }
    }

    func isSkipped(_ position: Int) -> Bool { skipped.contains(position) }

    /// The position of an event that an event has to wait for; nil when there is none.
    func holds(_ event: RecordedEvent, touching touched: [String] = []) -> Int? {
        let waiting = [streams[UTF8Key(event.metadata.stream)]] + touched.map { keys[UTF8Key($0)] }
        return waiting.compactMap(\.self).filter { $0 < event.position }.min()
    }

    private static func note(_ position: Int, at key: String, in table: inout [UTF8Key: Int]) {
        table[UTF8Key(key), default: position] = min(table[UTF8Key(key)] ?? position, position)
    }
}
