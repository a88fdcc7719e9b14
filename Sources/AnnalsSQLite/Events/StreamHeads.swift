internal import Annals

/// What a writer knows of streams between its transactions, and what it has yet to write about them.
///
/// Each stream that a transaction appends to is written once, when it ends.
struct StreamHeads {
    /// How many streams are kept: at most twice as many, and those of one transaction.
    private static let limit = 32_768

    private var recent: [StreamName: StreamHead] = [:]
    private var older: [StreamName: StreamHead] = [:]
    private(set) var changed: [StreamHead] = []

    /// Lets go of what was not used for long. Nothing may be changed.
    mutating func trim() {
        guard recent.count > Self.limit else { return }
        (recent, older) = ([:], recent)
    }

    mutating func head(_ name: StreamName) -> StreamHead? {
        if let head = recent[name] { return head }
        guard let head = older[name] else { return nil }
        recent[name] = head
        return head
    }

    mutating func keep(_ head: StreamHead, of name: StreamName) { recent[name] = head }

    /// A stream has a new last event.
    mutating func move(_ head: StreamHead, to version: Int, at position: Int) {
        if !head.isChanged { changed.append(head) }
        head.move(to: version, at: position)
    }

    /// The changed ones in the order of the table, so that each of its pages is gone to once. They count as written.
    mutating func takeChanged() -> [StreamHead] {
        defer { changed.removeAll(keepingCapacity: true) }
        return changed.count > 1 ? changed.sorted { $0.id < $1.id } : changed
    }
}
