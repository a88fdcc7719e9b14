/// The first place where a text stops being JSON, or exceeds a limit.
public struct JSONSyntaxError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The text ends inside a value.
        case unexpectedEnd
        /// A byte that the grammar does not allow here.
        case unexpectedByte(UInt8, expected: String)
        /// More text after the value.
        case trailingText
        /// A control character inside a string must be escaped.
        case controlCharacter
        /// A backslash before something that is no escape.
        case invalidEscape
        /// An escaped surrogate without its other half.
        case loneSurrogate
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// A number that the grammar does not allow, such as `01` or `1.`.
        case invalidNumber
        /// The same key twice in one object.
        case duplicateKey(String)
        /// Deeper nesting than allowed.
        case tooDeep(limit: Int)
        /// More bytes than allowed.
        case tooLarge(limit: Int)
        /// A longer string than allowed.
        case stringTooLong(limit: Int)
    }

    /// What is wrong.
    public let kind: Kind
    /// The byte offset from 0.
    public let offset: Int
    /// The line from 1.
    public let line: Int
    /// The column from 1, in bytes.
    public let column: Int

    init(kind: Kind, at offset: Int, in bytes: some Collection<UInt8>) {
        self.kind = kind
        self.offset = offset
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            column += 1
            if byte == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
        }
        self.line = line
        self.column = column
    }
}

extension JSONSyntaxError {
    /// The error for what a reader found first.
    ///
    /// Strings are checked for UTF-8 when their end is found. Bytes that are not UTF-8 may therefore stand before the
    /// mistake that a reader notes, in the same string, and are the first mistake then.
    init(first failure: (kind: Kind, offset: Int), in bytes: UnsafeBufferPointer<UInt8>) {
        let end = failure.kind == .invalidUTF8 ? bytes.count : failure.offset
        if let offset = JSONSyntaxError.firstInvalidUTF8(bytes, before: end) {
            self.init(kind: .invalidUTF8, at: offset, in: bytes)
        } else {
            self.init(kind: failure.kind, at: failure.offset, in: bytes)
        }
    }

    /// Where the first bytes begin that are not UTF-8; nil when there are none but a sequence that the text cuts off.
    private static func firstInvalidUTF8(_ bytes: UnsafeBufferPointer<UInt8>, before end: Int) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes[..<end].makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error(let length):
                let isCutOff = offset + length == bytes.count && (0xC2...0xF4).contains(bytes[offset])
                return isCutOff ? nil : offset
            case .emptyInput: return nil
            }
        }
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// What is wrong and where.
    public var description: String { "invalid JSON at line \(line), column \(column) (byte \(offset)): \(reason)" }

    /// What is wrong, without the place.
    public var reason: String {
        switch kind {
        case .unexpectedEnd: "the text ends inside a value"
        case .unexpectedByte(let byte, let expected): "found \(JSONSyntaxError.name(of: byte)), expected \(expected)"
        case .trailingText: "there is more text after the value"
        case .controlCharacter: "a control character inside a string must be escaped"
        case .invalidEscape: "a backslash must be followed by one of \" \\ / b f n r t or u and four hexadecimal digits"
        case .loneSurrogate: "an escaped surrogate has no other half"
        case .invalidUTF8: "the bytes are not UTF-8"
        case .invalidNumber: "this is not a JSON number"
        case .duplicateKey(let key): "the key \"\(key)\" stands twice in one object"
        case .tooDeep(let limit): "arrays and objects nest deeper than \(limit) levels"
        case .tooLarge(let limit): "the text has more than \(limit) bytes"
        case .stringTooLong(let limit): "a string has more than \(limit) bytes"
        }
    }

    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte)
            ? "'\(Unicode.Scalar(byte))'" : "byte 0x\(String(byte, radix: 16, uppercase: true))"
    }
}
