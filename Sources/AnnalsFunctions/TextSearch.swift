/// Looks for a text in the UTF-8 bytes of another one, going forward.
struct TextSearch {
    private let bytes: [UInt8]
    var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Where a text next stands. UTF-8 is self-synchronising, so a match of bytes is one of code points.
    func first(_ part: String) -> Int? {
        let wanted = Array(part.utf8)
        guard let head = wanted.first else { return position }
        var start = position
        while start + wanted.count <= bytes.count {
            if bytes[start] == head, bytes[start..<start + wanted.count].elementsEqual(wanted) { return start }
            start += 1
        }
        return nil
    }

    func text(to end: Int) -> String { String(decoding: bytes[position..<end], as: UTF8.self) }

    var rest: String { text(to: bytes.count) }
}

/// Looks for a text by code points, where indexes count.
struct ScalarSearch {
    let text: [Unicode.Scalar]
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

    func first(from start: Int) -> Int {
        guard part.count <= text.count - start else { return -1 }
        return (start...(text.count - part.count)).first { text[$0..<$0 + part.count].elementsEqual(part) } ?? -1
    }

    func last(upTo end: Int) -> Int {
        guard part.count <= text.count else { return -1 }
        return (0...min(end, text.count - part.count)).last { text[$0..<$0 + part.count].elementsEqual(part) } ?? -1
    }
}
