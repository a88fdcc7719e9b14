import AnnalsValues

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Looks for a text in the UTF-8 bytes of another one, going forward.
struct TextSearch {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let part: UnsafeBufferPointer<UInt8>
    /// For a part so long that looking for it at every place would cost more than the text is long.
    private let longPart: SequenceSearch<UInt8>?
    private var position = 0

    /// Looks within the bytes of both texts where they are.
    @inline(__always)
    static func run<Result>(_ text: String, for part: String, _ body: (inout TextSearch) -> Result) -> Result {
        UTF8Text.withBytes(of: text) { bytes in
            UTF8Text.withBytes(of: part) { part in
                var search = TextSearch(bytes: bytes, part: part)
                return body(&search)
            }
        }
    }

    init(bytes: UnsafeBufferPointer<UInt8>, part: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        self.part = part
        longPart = part.count > 8 ? SequenceSearch(part) : nil
    }

    /// Where the part next stands. UTF-8 is self-synchronising, so a match of bytes is one of code points.
    func next() -> Int? {
        if let longPart { return longPart.first(in: bytes, from: position) }
        guard let first = part.first, let base = bytes.baseAddress else { return part.isEmpty ? position : nil }
        var index = position
        while index + part.count <= bytes.count,
            let found = memchr(base + index, Int32(first), bytes.count - part.count + 1 - index)
        {
            index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            var length = 1
            while length < part.count, base[index + length] == part[length] { length += 1 }
            if length == part.count { return index }
            index += 1
        }
        return nil
    }

    /// Goes on behind the part that was found.
    mutating func skip(_ found: Int) {
        position = found + part.count
    }

    /// What stands between the position and a place.
    func text(to end: Int) -> String {
        UTF8Text.string(UnsafeBufferPointer(rebasing: bytes[position..<end]))
    }

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
