import Annals

// This file is compiled twice: with the tests, and into the program that runs emitted Swift. It is what both know of
// the lines between them.

/// A value that travels between the tests and the compiled program as a piece of one line of text.
protocol Wire {
    /// Reads the value at the reader's place.
    init(wire reader: inout WireReader)
    /// The value as text.
    var wire: String { get }
    /// The list as text; bytes have a form of their own.
    static func wire(_ list: [Self]) -> String
    /// Reads a list.
    static func list(_ reader: inout WireReader) -> [Self]
}

/// Reads a line from left to right. The tests wrote it, so it is well-formed.
struct WireReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ line: some StringProtocol) { bytes = Array(line.utf8) }

    var isAtEnd: Bool { position >= bytes.count }
    var next: UInt8 { isAtEnd ? 0 : bytes[position] }

    /// Goes over a byte when it is the one.
    mutating func skip(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte), !isAtEnd else { return false }
        position += 1
        return true
    }

    /// The text after a mark, up to the semicolon.
    mutating func field() -> String {
        let start = position + 1
        while !isAtEnd, next != UInt8(ascii: ";") { position += 1 }
        defer { position += 1 }
        return String(decoding: bytes[Swift.min(start, position)..<position], as: UTF8.self)
    }

    /// Bytes in hexadecimal digits after a mark.
    mutating func octets() -> [UInt8] {
        let digits = Array(field().utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).map { place in
            UInt8(String(decoding: digits[place...(place + 1)], as: UTF8.self), radix: 16) ?? 0
        }
    }
}

/// How each kind of value is written.
enum WireText {
    static func octets(_ mark: Character, _ bytes: some Sequence<UInt8>) -> String {
        "\(mark)" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + ";"
    }

    /// One NaN is as good as another.
    static func double(_ value: Double) -> String {
        "d\(String((value.isNaN ? Double.nan : value).bitPattern, radix: 16));"
    }

    static func text(_ value: String) -> String { octets("s", value.utf8) }

    static func moment(_ value: Timestamp) -> String { "t\(value.seconds),\(value.nanoseconds);" }

    static func moment(_ text: String) -> Timestamp {
        let parts = text.split(separator: ",")
        return Timestamp(seconds: Int64(parts[0]) ?? 0, nanoseconds: Int32(parts[1]) ?? 0) ?? .min
    }

    static func failure(_ error: EvaluationError) -> String {
        "E\(error.kind.rawValue) " + octets("s", error.message.utf8)
    }
}

extension Wire {
    static func wire(_ list: [Self]) -> String { "[" + list.map(\.wire).joined() + "]" }

    static func list(_ reader: inout WireReader) -> [Self] {
        var result: [Self] = []
        guard reader.skip("[") else { return [] }
        while !reader.skip("]"), !reader.isAtEnd { result.append(Self(wire: &reader)) }
        return result
    }
}

extension NullValue: Wire {
    init(wire reader: inout WireReader) {
        self.init()
        _ = reader.skip("n")
    }
    var wire: String { "n" }
}

extension Bool: Wire {
    init(wire reader: inout WireReader) {
        self = reader.skip("T")
        if !self { _ = reader.skip("F") }
    }
    var wire: String { self ? "T" : "F" }
}

extension Int: Wire {
    init(wire reader: inout WireReader) { self = Int(reader.field()) ?? 0 }
    var wire: String { "i\(self);" }
}

extension Int32: Wire {
    init(wire reader: inout WireReader) { self = Int32(reader.field()) ?? 0 }
    var wire: String { "i\(self);" }
}

extension UInt: Wire {
    init(wire reader: inout WireReader) { self = UInt(reader.field()) ?? 0 }
    var wire: String { "u\(self);" }
}

extension Double: Wire {
    init(wire reader: inout WireReader) { self = Double(bitPattern: UInt64(reader.field(), radix: 16) ?? 0) }
    var wire: String { WireText.double(self) }
}

extension String: Wire {
    init(wire reader: inout WireReader) { self = String(decoding: reader.octets(), as: UTF8.self) }
    var wire: String { WireText.text(self) }
}

extension UInt8: Wire {
    init(wire reader: inout WireReader) { self = 0 }
    var wire: String { "" }
    static func wire(_ list: [UInt8]) -> String { WireText.octets("b", list) }
    static func list(_ reader: inout WireReader) -> [UInt8] { reader.octets() }
}

extension Timestamp: Wire {
    init(wire reader: inout WireReader) { self = WireText.moment(reader.field()) }
    var wire: String { WireText.moment(self) }
}

extension TimeSpan: Wire {
    init(wire reader: inout WireReader) { self = TimeSpan(nanoseconds: Int64(reader.field()) ?? 0) }
    var wire: String { "p\(nanoseconds);" }
}

extension DecimalNumber: Wire {
    init(wire reader: inout WireReader) { self = DecimalNumber(reader.field()) ?? .zero }
    var wire: String { "m\(self);" }
}

extension UniqueID: Wire {
    init(wire reader: inout WireReader) {
        self = UniqueID(String(wire: &reader)) ?? UniqueID(high: 0, low: 0)
    }
    var wire: String { WireText.text(description) }
}

extension CalendarDate: Wire {
    init(wire reader: inout WireReader) {
        self = CalendarDate(String(wire: &reader)) ?? Timestamp.min.date
    }
    var wire: String { WireText.text(description) }
}

extension Array: Wire where Element: Wire {
    init(wire reader: inout WireReader) { self = Element.list(&reader) }
    var wire: String { Element.wire(self) }
}

extension Optional: Wire where Wrapped: Wire {
    init(wire reader: inout WireReader) {
        if reader.skip("!") {
            self = .some(Wrapped(wire: &reader))
        } else {
            _ = reader.skip("?")
            self = .none
        }
    }
    var wire: String { map { "!" + $0.wire } ?? "?" }
}

extension KeyedMap: Wire where Key: Wire, Value: Wire {
    init(wire reader: inout WireReader) {
        self.init()
        guard reader.skip("{") else { return }
        while !reader.skip("}"), !reader.isAtEnd {
            let key = Key(wire: &reader)
            self[key] = Value(wire: &reader)
        }
    }
    var wire: String { "{" + zip(keys, values).map { $0.wire + $1.wire }.joined() + "}" }
}
