/// Says whether a text is JSON and where its first mistake is: slowly, plainly, and sharing nothing with the reader.
///
/// The first mistake is the first byte in the order of the text from which on nothing can make it right. A number is one
/// token, and a mistake in it stands at its beginning; an escape likewise; a repeated key at its quote; an array or object
/// that is too deep at its bracket.
public struct JSONReference {
    /// What is wrong.
    public enum Mistake: Hashable, Sendable {
        case end, byte, trailing, control, escape, surrogate, encoding, number, repetition, depth
    }

    /// The first mistake of a text and its offset.
    public struct Finding: Error, Hashable, Sendable {
        /// What is wrong.
        public var mistake: Mistake
        /// The byte offset from 0.
        public var offset: Int
    }

    let bytes: [UInt8]
    var position = 0
    private let greatestDepth: Int

    private init(_ bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        greatestDepth = depth
    }

    /// The first mistake; nil when the text is JSON that nests no deeper than allowed.
    public static func finding(in bytes: [UInt8], depth: Int = 128) -> Finding? {
        var reference = JSONReference(bytes, depth: depth)
        do throws(Finding) {
            try reference.value(depth: 1)
            reference.space()
            if reference.position < bytes.count { try reference.fail(.trailing) }
            return nil
        } catch {
            return error
        }
    }

    // MARK: - Parts that strings need, too

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    func fail(_ mistake: Mistake, at offset: Int? = nil) throws(Finding) {
        throw Finding(mistake: mistake, offset: offset ?? position)
    }

    /// The byte that is next, consumed; the end of the text is a mistake.
    mutating func take() throws(Finding) -> UInt8 {
        guard let byte = next else { throw Finding(mistake: .end, offset: bytes.count) }
        position += 1
        return byte
    }

    // MARK: - Values

    private mutating func space() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func demand(_ byte: UInt8) throws(Finding) {
        if try take() != byte { try fail(.byte, at: position - 1) }
    }

    private mutating func value(depth: Int) throws(Finding) {
        space()
        let start = position
        switch try take() {
        case UInt8(ascii: "{"):
            if depth > greatestDepth { try fail(.depth, at: start) }
            try object(depth: depth)
        case UInt8(ascii: "["):
            if depth > greatestDepth { try fail(.depth, at: start) }
            try array(depth: depth)
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("rue")
        case UInt8(ascii: "f"): try word("alse")
        case UInt8(ascii: "n"): try word("ull")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number(start)
        default: try fail(.byte, at: start)
        }
    }

    private mutating func word(_ rest: String) throws(Finding) {
        for byte in rest.utf8 { try demand(byte) }
    }

    private mutating func object(depth: Int) throws(Finding) {
        var keys = Set<[UInt8]>()
        space()
        if next == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            space()
            let start = position
            try demand(UInt8(ascii: "\""))
            if !keys.insert(try string()).inserted { try fail(.repetition, at: start) }
            space()
            try demand(UInt8(ascii: ":"))
            try value(depth: depth + 1)
            space()
            let byte = try take()
            if byte == UInt8(ascii: "}") { return }
            if byte != UInt8(ascii: ",") { try fail(.byte, at: position - 1) }
        }
    }

    private mutating func array(depth: Int) throws(Finding) {
        space()
        if next == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            try value(depth: depth + 1)
            space()
            let byte = try take()
            if byte == UInt8(ascii: "]") { return }
            if byte != UInt8(ascii: ",") { try fail(.byte, at: position - 1) }
        }
    }

    private mutating func number(_ start: Int) throws(Finding) {
        position = start
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        func digits(_ reference: inout JSONReference) throws(Finding) {
            guard let byte = reference.next else { return try reference.fail(.end) }
            if !isDigit(byte) { try reference.fail(.number, at: start) }
            while isDigit(reference.next) { reference.position += 1 }
        }
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
            if isDigit(next) { try fail(.number, at: start) }
        } else {
            try digits(&self)
        }
        if next == UInt8(ascii: ".") {
            position += 1
            try digits(&self)
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits(&self)
        }
    }
}
