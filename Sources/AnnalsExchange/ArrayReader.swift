import Foundation

/// The elements of a JSON array in a file one after the other, in memory that does not grow with the file. What is in an
/// element is not looked at.
struct ArrayReader {
    /// Something between the elements that is no array.
    struct Malformed: Error, Hashable, CustomStringConvertible {
        /// The line, from 1.
        let line: Int
        /// What is wrong, without full stop.
        let description: String
    }

    private static let chunkSize = 1 << 18

    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var place = 0
    private var line = 1
    private var isOver = false
    /// How many bytes were read.
    private(set) var offset = 0
    /// How many elements were given.
    private(set) var count = 0

    /// Reads from a file that was opened.
    init(_ handle: FileHandle) {
        self.handle = handle
    }

    /// Whether a byte is white space of JSON.
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

    /// The next element with the line on which it begins; nil after the last one.
    ///
    /// - Throws: ``Malformed``, ``LineReader/TooLong``, or what the system says.
    mutating func next() throws -> (bytes: [UInt8], line: Int)? {
        if isOver { return nil }
        if count == 0 {
            guard try skipBlanks() == UInt8(ascii: "[") else { throw wrong("a JSON array begins with '['") }
            place += 1
            if try skipBlanks() == UInt8(ascii: "]") { return try end() }
        } else if buffer[place] == UInt8(ascii: "]") {
            // The element before it has ended there.
            return try end()
        } else {
            place += 1
        }
        _ = try skipBlanks()
        let first = line
        let bytes = try element()
        guard !bytes.isEmpty else { throw wrong("there is no event before the next ',' or ']'") }
        count += 1
        return (bytes, first)
    }

    /// Everything up to the comma or bracket behind an element, without white space there.
    private mutating func element() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var depth = 0
        var (isText, isEscaped) = (false, false)
        while let byte = try current() {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isText = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if depth == 0, byte != UInt8(ascii: "}") {
                        while let last = bytes.last, Self.isBlank(last) { bytes.removeLast() }
                        return bytes
                    }
                    if byte != UInt8(ascii: ",") { depth -= 1 }
                default: break
                }
            }
            guard bytes.count < LineReader.greatestLength else {
                throw LineReader.TooLong(line: line, greatestLength: LineReader.greatestLength)
            }
            bytes.append(byte)
            advance(byte)
        }
        throw wrong("the array ends inside an event; is the file whole?")
    }

    /// Behind the last bracket nothing may stand.
    private mutating func end() throws -> (bytes: [UInt8], line: Int)? {
        place += 1
        guard try skipBlanks() == nil else { throw wrong("something stands behind the array; a file has one") }
        isOver = true
        return nil
    }

    /// The next byte that is no white space, which is not taken; nil at the end of the file.
    private mutating func skipBlanks() throws -> UInt8? {
        while let byte = try current() {
            guard Self.isBlank(byte) else { return byte }
            advance(byte)
        }
        return nil
    }

    private mutating func current() throws -> UInt8? {
        if place == buffer.count {
            let data = try handle.read(upToCount: Self.chunkSize) ?? Data()
            offset += data.count
            (buffer, place) = (Array(data), 0)
            if buffer.isEmpty { return nil }
        }
        return buffer[place]
    }

    private mutating func advance(_ byte: UInt8) {
        place += 1
        if byte == UInt8(ascii: "\n") { line += 1 }
    }

    private func wrong(_ what: String) -> Malformed { Malformed(line: line, description: what) }
}
