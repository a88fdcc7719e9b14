public import AnnalsValues

/// A JSON number as it was written, so that nothing is rounded before its type is known.
public struct JSONNumber: Hashable, Sendable {
    /// The literal, in the grammar of RFC 8259.
    public let text: String

    /// A number from its literal; nil when the text is no JSON number.
    public init?(_ text: String) {
        guard JSONNumber.isLiteral(text) else { return nil }
        self.text = text
    }

    init(validated text: String) {
        self.text = text
    }

    /// An integer.
    public init(_ integer: some BinaryInteger) {
        text = integer.description
    }

    /// The shortest literal that reads back as this double; nil for infinities and NaN, which JSON cannot write.
    public init?(_ number: Double) {
        guard number.isFinite else { return nil }
        text = number.description
    }

    /// The exact value; nil beyond the limits of ``DecimalNumber``.
    public var decimal: DecimalNumber? { DecimalNumber(text) }

    /// The value as an integer; nil when it has a fraction or does not fit. `1.0` and `1e2` are integers, as in JSON
    /// Schema.
    public func integer<Integer: FixedWidthInteger>(_ type: Integer.Type = Integer.self) -> Integer? {
        Integer(text) ?? decimal?.integer(type)
    }

    /// The nearest double; nil when it would be infinite.
    public var double: Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    private static func isLiteral(_ text: String) -> Bool {
        var rest = Substring(text).utf8
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } ?? false }
        func skipDigits() -> Bool {
            guard isDigit(rest.first) else { return false }
            rest = rest.drop { isDigit($0) }
            return true
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        if rest.first == UInt8(ascii: "0") {
            rest = rest.dropFirst()
        } else if !skipDigits() {
            return false
        }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if !skipDigits() { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
            if !skipDigits() { return false }
        }
        return rest.isEmpty
    }
}
