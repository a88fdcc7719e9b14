import AnnalsExpression

/// Literals of the expression language as text.
enum LiteralText {
    static func string(_ text: String) -> String {
        "'"
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "'", "\\": "\\\(scalar)"
                case " "..."~": String(scalar)
                default:
                    scalar.value > 0xFFFF
                        ? "\\U" + padded(scalar.value, to: 8) : "\\u" + padded(scalar.value, to: 4)
                }
            }.joined() + "'"
    }

    static func bytes(_ bytes: [UInt8]) -> String {
        "b'" + bytes.map { "\\x" + padded(UInt32($0), to: 2) }.joined() + "'"
    }

    static func double(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "(0.0 / 0.0)" : value < 0 ? "(-1.0 / 0.0)" : "(1.0 / 0.0)" }
        return "\(value)"
    }

    private static func padded(_ value: UInt32, to width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// A random literal of a type, or what comes closest; nil for a type without one.
    static func random(_ type: ExpressionType, _ random: inout SeededRandom) -> String? {
        switch type {
        case .bool: random.once(in: 2) ? "true" : "false"
        case .int: "\(random.element(EdgeValues.ints))"
        case .uint: "\(random.element(EdgeValues.uints))u"
        case .double: double(random.element(EdgeValues.doubles))
        case .string: string(random.element(EdgeValues.strings))
        case .bytes: bytes(random.element(EdgeValues.bytes))
        case .timestamp:
            "timestamp('\(random.element(["2024-02-29T12:30:45.5Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]))')"
        case .duration: "duration('\(random.element(["0s", "1h30m", "-1.5s", "1ns", "2562047h"]))')"
        default: nil
        }
    }
}
