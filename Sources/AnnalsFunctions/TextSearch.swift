/// Looks for a text in the UTF-8 bytes of another one, going forward.
struct TextSearch {
    private let bytes: [UInt8]
    private let part: SequenceSearch<UInt8>
    private var position = 0

    init(_ text: String, for part: String) {
        bytes = Array(text.utf8)
        self.part = SequenceSearch(part.utf8)
    }

    /// Where the part next stands. UTF-8 is self-synchronising, so a match of bytes is one of code points.
    func next() -> Int? { part.first(in: bytes, from: position) }

    /// Goes on behind the part that was found.
    mutating func skip(_ found: Int) {
        position = found + part.count
    }

    /// What stands between the position and a place.
    func text(to end: Int) -> String { String(decoding: bytes[position..<end], as: UTF8.self) }

    /// What stands behind the position.
    var rest: String { text(to: bytes.count) }
}

/// Looks for a text by code points, where indexes count.
struct ScalarSearch {
    private let text: [Unicode.Scalar]
    private let part: [Unicode.Scalar]

    init(_ text: String, _ part: String) {
        self.text = Array(text.unicodeScalars)
        self.part = Array(part.unicodeScalars)
    }

    func check(_ index: Int) throws(EvaluationError) {
        guard index >= 0, index <= text.count else {
            throw EvaluationError(.indexOutOfRange, "\(index) is not within a text of \(text.count) characters")
        }
    }

    func first(from start: Int) -> Int { SequenceSearch(part).first(in: text, from: start) ?? -1 }

    /// The last place that is not behind `end`; any when that is nil.
    func last(upTo end: Int? = nil) -> Int {
        let greatest = text.count - part.count
        guard greatest >= 0 else { return -1 }
        // The last place is the first one from behind.
        let start = greatest - min(end ?? greatest, greatest)
        guard let found = SequenceSearch(part.reversed()).first(in: text.reversed(), from: start) else { return -1 }
        return greatest - found
    }
}
