import AnnalsDiagnostics

@testable import AnnalsExpression

/// A small schema in the shape of the orders of the examples.
enum Shop {
    static let status = EnumerationName("OrderStatus", version: 1, values: ["draft", "created", "shipped"])

    static func field(_ name: String, _ type: ExpressionType, omittable: Bool = false) -> TypeEnvironment.Field {
        TypeEnvironment.Field(name: name, type: type, isOmittable: omittable)
    }

    static let records: [RecordName: [TypeEnvironment.Field]] = [
        RecordName("Address", version: 1): [
            field("street", .string), field("city", .string), field("country", .string, omittable: true),
        ],
        RecordName("LineItem", version: 1): [
            field("productId", .string), field("quantity", .int), field("price", .double),
        ],
        RecordName("LineItem", version: 2): [
            field("productId", .string), field("quantity", .int), field("price", .double),
            field("taxRate", .double, omittable: true),
        ],
        RecordName("Order", version: 1): [
            field("orderId", .uuid), field("userId", .string), field("homepage", .uri), field("day", .date),
            field("items", .list(.record(RecordName("LineItem", version: 1)))), field("shippingAddress", .string),
            field("billing", .optional(.record(RecordName("Address", version: 1))), omittable: true),
            field("note", .optional(.string), omittable: true),
            field("discount", .optional(.int), omittable: true),
            field("status", .enumeration(status)),
            field("oldStatus", .optional(.enumeration(status)), omittable: true),
            field("history", .list(.enumeration(status))),
            field("count", .int), field("small", .int32), field("big", .uint), field("total", .double),
            field("isPaid", .bool), field("time", .timestamp), field("wait", .duration), field("data", .bytes),
            field("labels", .map(.string, .string)), field("scores", .map(.string, .int)),
            field("maybes", .list(.optional(.int))), field("content-type", .optional(.string)), field("extra", .json),
        ],
    ]

    static func environment(demandsGuards: Bool = true) -> TypeEnvironment {
        TypeEnvironment(
            variables: ["old": .record(RecordName("Order", version: 1)), "limit": .optional(.int)], records: records,
            newestVersions: ["Address": 1, "LineItem": 2, "Order": 1], demandsGuards: demandsGuards)
    }

    static func check(
        _ source: String, _ expected: ExpressionType? = nil, demandsGuards: Bool = true
    ) -> ExpressionChecker.Outcome {
        ExpressionChecker(environment(demandsGuards: demandsGuards)).check(source, expected: expected)
    }

    /// The outline of an expression without mistakes, or its first mistake.
    static func outline(
        _ source: String, _ expected: ExpressionType? = nil, demandsGuards: Bool = true
    ) -> String {
        let outcome = check(source, expected, demandsGuards: demandsGuards)
        return outcome.expression?.root.outline ?? outcome.issues.map(\.shown).joined(separator: "; ")
    }
}

extension ExpressionIssue {
    /// `3..<7 error [expression.type] message (suggestion)`.
    var shown: String {
        "\(range) \(severity.rawValue) [\(rule)] \(message)" + (suggestion.map { " (\($0))" } ?? "")
    }
}

extension Shop {
    /// The fields of an order as a message lists them.
    static let orderFields = (records[RecordName("Order", version: 1)] ?? []).map(\.name).joined(separator: ", ")
}
