import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Testing

@testable public import AnnalsEvaluation

/// A small schema with values, and the way from an expression's text to its value.
enum Sample {
    static let address = RecordName("Address", version: 1)
    static let order = RecordName("Order", version: 1)
    static let status = EnumerationName("Status", version: 1, values: ["open", "paid"])

    private static func field(_ name: String, _ type: ExpressionType, omittable: Bool = false) -> TypeEnvironment.Field
    {
        TypeEnvironment.Field(name: name, type: type, isOmittable: omittable)
    }

    static func environment(demandsGuards: Bool = true) -> TypeEnvironment {
        TypeEnvironment(
            variables: [
                "old": .record(order), "x": .int, "y": .int, "s": .string, "xs": .list(.int), "d": .double,
                "id": .uuid, "none": .optional(.int), "some": .optional(.int),
            ],
            records: [
                address: [
                    field("street", .string), field("country", .string, omittable: true),
                    field("zip", .optional(.string), omittable: true),
                ],
                order: [
                    field("note", .optional(.string), omittable: true), field("total", .int), field("small", .int32),
                    field("status", .enumeration(status)), field("home", .record(address)),
                    field("other", .optional(.record(address)), omittable: true), field("labels", .map(.string, .int)),
                ],
            ],
            newestVersions: ["Address": 1, "Order": 1], demandsGuards: demandsGuards)
    }

    static let home = Value.record(
        address, ["street": .string("Elm"), "country": .string("NL"), "zip": .optional(nil)])

    static let variables: [String: Value] = [
        "old": .record(
            order,
            [
                "note": .optional(nil), "total": .int(1250), "small": .int32(7), "status": .enumeration("paid"),
                "home": home, "other": .optional(home), "labels": .map(["a": .int(1), "b": .int(2)]),
            ]),
        "x": .int(6), "y": .int(0), "s": .string("e\u{301}a"), "xs": .list([.int(3), .int(1), .int(2)]),
        "d": .double(.nan), "id": .uuid(UniqueID(validated: "00000000-0000-4000-8000-000000000001")),
        "none": .optional(nil), "some": .optional(.int(5)),
    ]

    static func defaults(_ name: RecordName) -> OrderedMap<Value> {
        name == address ? ["country": .string("DE"), "zip": .optional(nil)] : ["note": .optional(nil)]
    }

    static func checked(
        _ source: String, _ expected: ExpressionType? = nil, demandsGuards: Bool = true
    ) throws -> CheckedExpression {
        let outcome = ExpressionChecker(environment(demandsGuards: demandsGuards)).check(source, expected: expected)
        return try #require(outcome.expression, "\(source): \(outcome.issues.map(\.message))")
    }

    static func value(
        _ source: String, _ expected: ExpressionType? = nil, demandsGuards: Bool = true,
        limits: EvaluationLimits = EvaluationLimits()
    ) throws -> Value {
        let expression = try checked(source, expected, demandsGuards: demandsGuards)
        return try Evaluator.evaluate(expression, with: variables, limits: limits, defaults: defaults)
    }

    /// The kind of the error with which an evaluation ends; nil when it has a value.
    static func failure(
        _ source: String, _ expected: ExpressionType? = nil, demandsGuards: Bool = true,
        limits: EvaluationLimits = EvaluationLimits()
    ) throws -> EvaluationError.Kind? {
        do {
            _ = try value(source, expected, demandsGuards: demandsGuards, limits: limits)
            return nil
        } catch let error as EvaluationError {
            return error.kind
        }
    }
}

/// Keys of maps read better as plain texts.
extension Value: ExpressibleByStringLiteral {
    /// A string.
    public init(stringLiteral text: String) { self = .string(text) }
}
