import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Values of a built-in type within its constraints: those at the edges, and random ones.
struct ScalarSamples {
    let scalar: ScalarType
    let constraints: Constraints
    let literals: ExpressionLiterals

    /// The values at the edges: first the lowest and the highest, then the others. Empty when none was found.
    func boundaries(using random: inout SplitMix64) -> [JSONValue] {
        let candidates: [JSONValue] =
            switch scalar {
            case .bool: [.bool(false), .bool(true)]
            case .int, .int32, .uint: integers()
            case .double: doubles()
            case .decimal: decimals()
            case .string: texts(using: &random)
            case .bytes: lengths(upTo: 300).map { .string(Base64.encode(Array(repeating: 0x61, count: $0))) }
            case .json: ScalarSamples.anyJSON
            case .uuid, .timestamp, .date, .duration, .uri: (ScalarSamples.fixed[scalar] ?? []).map { .string($0) }
            }
        var seen = Set<[UInt8]>()
        return candidates.filter { isValid($0) && seen.insert($0.bytes).inserted }
    }

    /// A random value; nil when none was found.
    func random(using random: inout SplitMix64) -> JSONValue? {
        for _ in 0..<16 {
            if let candidate = candidate(using: &random), isValid(candidate) { return candidate }
        }
        return nil
    }

    private func candidate(using random: inout SplitMix64) -> JSONValue? {
        switch scalar {
        case .bool: .bool(Bool.random(using: &random))
        case .int, .int32, .uint: randomInteger(using: &random)
        case .double: randomDouble(using: &random)
        case .decimal: randomDecimal(using: &random)
        case .string: randomText(using: &random)
        case .bytes:
            .string(
                Base64.encode(
                    (0..<randomLength(upTo: 24, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) })
            )
        case .uuid: .string(UniqueID.random(using: &random).description)
        case .timestamp:
            Timestamp(
                seconds: Int64.random(in: Timestamp.min.seconds...Timestamp.max.seconds, using: &random),
                nanoseconds: [0, 1_000_000, 1, 999_999_999].randomElement(using: &random) ?? 0
            ).map { .string($0.description) }
        case .date:
            CalendarDate(daysSince1970: Int.random(in: -719_162...2_932_896, using: &random)).map {
                .string($0.description)
            }
        case .duration:
            .string(TimeSpan(nanoseconds: Int64.random(in: .min ... .max, using: &random)).description)
        case .uri: .string("https://example.org/\(UInt16.random(in: 0...999, using: &random))")
        case .json: ScalarSamples.anyJSON.randomElement(using: &random)
        }
    }

    func isValid(_ value: JSONValue) -> Bool { scalar.violations(of: value, constraints).isEmpty }

    private static let fixed: [ScalarType: [String]] = [
        .uuid: [
            "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "6ba7b810-9dad-41d1-80b4-00c04fd430c8",
        ],
        .timestamp: [
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999Z", "2024-02-29T12:30:00.500Z",
        ],
        .date: ["0001-01-01", "9999-12-31", "1970-01-01", "2024-02-29"],
        .duration: ["-9223372036.854775808s", "9223372036.854775807s", "0s", "1.500s", "-0.000000001s"],
        .uri: ["a:", "urn:isbn:0451450523", "https://example.org/a?b=c#d"],
    ]

    private static let anyJSON: [JSONValue] = [
        .null, .object(["a": .array([.integer(1), .null]), "": .string("e\u{301}")]), .bool(true), .integer(0),
        .string(""), .array([]), .object([:]),
    ]
}
