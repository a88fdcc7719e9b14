import AnnalsEvaluation
import AnnalsExpression
import AnnalsValues

/// Values at the edges of their types, where executions differ.
enum EdgeValues {
    static let ints: [Int] = [
        0, 1, -1, 2, 3, 5, 7, 10, -10, 63, 64, 100, 255, 256, 1000, .max, .min, .max - 1, .min + 1, 1 << 53, 1 << 32,
        -62_135_596_800, 253_402_300_799, 253_402_300_800,
    ]
    static let uints: [UInt] = [0, 1, 2, 3, 10, 64, 255, 1 << 53, 1 << 63, .max, .max - 1]
    static let doubles: [Double] = [
        0, -0.0, 1, -1, 0.5, 1.5, 2.5, -2.5, 2.675, 0.1, 1e6, 1e21, 1e-7, 1e308, -1e308, .leastNonzeroMagnitude,
        9007199254740992,
        9_223_372_036_854_775_808, -9_223_372_036_854_775_808, 18_446_744_073_709_551_616, .nan, .infinity, -.infinity,
        .greatestFiniteMagnitude, .leastNormalMagnitude,
    ]
    static let strings: [String] = [
        "", "a", "A", "abc", "aXbXc", "a, b, c", " a ", "0", "1", "-1", "+7", "007", "12", "1.5", "-0.0", "1e400",
        "NaN",
        "Infinity", "9223372036854775807", "9223372036854775808", "18446744073709551615", "true", "false", "True", "t",
        "é", "e\u{301}", "ß", "ﬁ", "Å", "Å", "👨‍👩‍👧", "🇳🇱", "\u{0}", "a\u{0}b", "\r\n", "a\r\nb", "\u{85}",
        "\u{A0}x\u{2003}",
        "\u{200B}", "\u{FEFF}", "\u{10FFFF}", "\u{FFFD}", "\u{D7FF}\u{E000}", "日本語", "مرحبا", "a\u{308}\u{323}",
        "2024-02-29T12:30:45.123456789Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z",
        "2024-01-01T00:00:00+14:00", "2023-02-29T00:00:00Z", "2024-01-01t00:00:00z", "1h", "-1.5s", "1h30m", "100ms",
        "1d", "2562047h47m16.854775807s", "k", "x", "+02:00", "-02:30", "UTC", "low", "aGVsbG8=", "aGVsbG8", "%d%%",
        "%s",
    ]
    static let patterns: [String] = [
        "a", "", "^a", "a$", "[a-c]+", "(a)(b)?", "\\d+", "\\w", "(?i)A", "^(a+)+$", "(", "[", "a{2,1}", "\\pL", ".",
        "(?s).", "(?m)^b", "(\\w+)@(\\w+)", "x*", "é",
    ]
    static let bytes: [[UInt8]] = [
        [], [0], [255], [97, 98], [0xC3, 0xA9], [0xC3], [0xED, 0xA0, 0x80], [0, 1, 2, 254],
    ]
    static let seconds: [(Int64, Int32)] = [
        (0, 0), (0, 1), (-1, 500_000_000), (-1, 0), (951_827_696, 0), (1_709_210_045, 123_456_789),
        (-62_135_596_800, 0),
        (-62_135_596_800, 1), (253_402_300_799, 999_999_999), (253_402_300_799, 0), (1_234_567_890, 1000),
    ]
    static let spans: [Int64] = [
        0, 1, -1, 1_000_000_000, -1_500_000_000, 3_600_000_000_000, 86_400_000_000_000, .max, .min, 999_999_999,
        1_000_000, 1000,
    ]
    static let decimals = [
        "0", "1", "-1", "1.5", "-1.50", "0.1", "12345678901234567890.123", "1e-20", "99999999999999",
    ]
    static let uris = ["https://example.com/", "mailto:a@b.c", "urn:x:y"]
    static let dates = ["0001-01-01", "2024-02-29", "9999-12-31", "1970-01-01"]

    /// A random value of a type, more often than not an edge.
    static func value(
        of type: ExpressionType, _ random: inout SeededRandom, depth: Int = 0
    ) -> Value {
        switch type {
        case .bool: return .bool(random.once(in: 2))
        case .int: return .int(random.once(in: 3) ? Int(random.below(20)) - 5 : random.element(ints))
        case .int32: return .int32(random.element([0, 1, -1, .max, .min]))
        case .uint: return .uint(random.once(in: 3) ? UInt(random.below(10)) : random.element(uints))
        case .double: return .double(random.element(doubles))
        case .string: return .string(random.once(in: 5) ? random.element(patterns) : random.element(strings))
        case .bytes: return .bytes(random.element(bytes))
        case .timestamp:
            let (seconds, nanoseconds) = random.element(EdgeValues.seconds)
            return .timestamp(Timestamp(seconds: seconds, nanoseconds: nanoseconds) ?? .min)
        case .duration: return .duration(TimeSpan(nanoseconds: random.element(spans)))
        case .decimal: return .decimal(DecimalNumber(random.element(decimals)) ?? .zero)
        case .uuid: return .uuid(UniqueID(high: random.next(), low: random.next()))
        case .uri: return .uri(random.element(uris))
        case .date: return .date(CalendarDate(random.element(dates)) ?? Timestamp.min.date)
        case .enumeration(let name): return .enumeration(random.element(name.values))
        case .list(let element):
            let count = random.once(in: 4) ? 0 : 1 + random.below(4)
            return .list((0..<count).map { _ in value(of: element, &random, depth: depth + 1) })
        case .map(let key, let member):
            var members = KeyedMap<Value, Value>()
            for _ in 0..<random.below(4) {
                members[value(of: key, &random)] = value(of: member, &random, depth: depth + 1)
            }
            return .map(members)
        case .optional(let wrapped):
            return .optional(random.once(in: 3) ? nil : value(of: wrapped, &random, depth: depth + 1))
        case .record(let name):
            var fields = OrderedMap<Value>()
            for field in World.shared.fields(name) {
                fields[field.name] = value(of: field.type, &random, depth: depth + 1)
            }
            return .record(name, fields)
        case .json, .null, .undetermined: return .null
        }
    }
}
