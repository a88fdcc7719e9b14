import AnnalsDiagnostics
import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

/// A case of our own: what CEL's suite cannot test, or leaves open.
struct OwnCase: Sendable {
    /// What a case must end with.
    enum Expected: Sendable {
        /// The value of another expression, which is as simple as can be.
        case value(String)
        case error(EvaluationError.Kind)
        /// An error with exactly this message: which of several is reported, and in what words.
        case message(String)
        /// The checker refuses it; its message and suggestion contain the text.
        case refused(String)
    }

    var expression: String
    var expected: Expected

    /// Written in the tables as `"1 + 1" => .value("2")`.
    init(_ expression: String, _ expected: Expected) {
        self.expression = expression
        self.expected = expected
    }
}

infix operator => : AssignmentPrecedence

func => (expression: String, expected: OwnCase.Expected) -> OwnCase { OwnCase(expression, expected) }
func => (expression: String, value: String) -> OwnCase { OwnCase(expression, .value(value)) }

extension OwnCase {
    /// The variables that all cases may read.
    static let variables: [String: ExpressionType] = [
        "old": .record(RecordName("Old", version: 1)), "zero": .int, "one": .int, "big": .int, "low": .int,
        "notANumber": .double,
        "inf": .double, "nothing": .string, "yes": .bool, "no": .bool, "text": .string, "xs": .list(.int),
        "scores": .map(.string, .int), "late": .timestamp, "early": .timestamp, "long": .duration,
    ]

    private static let item = RecordName("Item", version: 2)
    private static let address = RecordName("Address", version: 1)

    /// Their values. Of the optional fields of `old`, `note`, `item` and `rank` are there; `limit` and `other` are not.
    static let values: [String: Value] = [
        "zero": .int(0), "one": .int(1), "big": .int(.max), "low": .int(.min), "notANumber": .double(.nan),
        "inf": .double(.infinity), "nothing": .string(""), "yes": .bool(true), "no": .bool(false),
        "text": .string("e\u{301}a👨‍👩‍👧"), "xs": .list([.int(3), .int(1), .int(2)]),
        "scores": .map([.string("z"): .int(1), .string("a"): .int(2), .string("m"): .int(3)]),
        "late": .timestamp(.max), "early": .timestamp(.min), "long": .duration(TimeSpan(nanoseconds: .max)),
        "old": .record(
            RecordName("Old", version: 1),
            [
                "n": .int(5), "u": .uint(7), "d": .double(2.5), "s": .string("ab"), "ok": .bool(true),
                "raw": .bytes([0, 255]), "at": .timestamp(Timestamp("2024-02-29T12:30:45.5Z") ?? .min),
                "wait": .duration(TimeSpan(nanoseconds: 90_000_000_000)),
                "sum": .decimal(DecimalNumber("1.50") ?? .zero),
                "id": .uuid(UniqueID(validated: "00000000-0000-4000-8000-000000000001")),
                "day": .date(CalendarDate("2024-02-29") ?? Timestamp.min.date), "home": .uri("https://example.com/"),
                "small": .int32(-3), "level": .enumeration("high"),
                "levels": .list([.enumeration("low"), .enumeration("high")]),
                "items": .list([
                    .record(RecordName("Item", version: 1), ["name": .string("a"), "count": .int(2)]),
                    .record(RecordName("Item", version: 1), ["name": .string("b"), "count": .int(3)]),
                ]),
                "newer": .list([full]), "numbers": .list([.int(1), .int(2)]), "names": .list([.string("x")]),
                "scores": .map([.string("b"): .int(1), .string("a"): .int(2)]),
                "labels": .map([.string("k"): .string("v")]), "note": .optional(.string("hi")), "limit": .optional(nil),
                "rank": .optional(.enumeration("low")), "item": .optional(full),
                "address": .record(
                    address, ["street": .string("Elm"), "zip": .optional(.string("1")), "country": .string("DE")]),
                "other": .optional(nil),
            ]),
    ]

    private static let full = Value.record(
        item,
        [
            "name": .string("n"), "count": .int(1), "price": .double(2), "note": .optional(nil),
            "tags": .list([.string("t")]),
        ])
}
