import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Testing

@Suite struct ConstructionTests {
    @Test func whatIsLeftOutHasItsDefault() throws {
        let value = try Sample.value("Address{street: s}", .record(Sample.address))
        guard case .record(let name, let fields) = value else {
            Issue.record("no record: \(value)")
            return
        }
        #expect(name == Sample.address)
        #expect(fields["country"] == .string("DE"))
        #expect(fields["zip"] == .optional(nil))
        #expect(fields["street"]?.isExactlyEqual(to: .string("e\u{301}a")) == true)
        #expect(fields.count == 3)
    }

    @Test func whatIsGivenReplacesTheDefaultAndIsWrapped() throws {
        let value = try Sample.value("Address{street: 'a', country: 'FR', zip: '1'}", .record(Sample.address))
        #expect(
            value
                == .record(
                    Sample.address, ["country": .string("FR"), "zip": .optional(.string("1")), "street": .string("a")]))
    }

    @Test(
        "The place decides the representation",
        arguments: [
            ("old.small", .int32, .int32(7)), ("x", .int32, .int32(6)), ("7", .int32, .int32(7)),
            ("s", .optional(.string), .optional(.string("e\u{301}a"))), ("null", .optional(.int), .optional(nil)),
            ("old.status", .enumeration(Sample.status), .enumeration("paid")),
            ("s == '' ? 'open' : 'paid'", .enumeration(Sample.status), .enumeration("paid")),
            ("['2024-02-29']", .list(.date), .list([.date(CalendarDate(validated: "2024-02-29"))])),
            ("{'a': 'urn:b'}", .map(.string, .uri), .map(["a": .uri("urn:b")])),
            ("old.labels", .map(.string, .optional(.int)), .map(["a": .optional(.int(1)), "b": .optional(.int(2))])),
            ("[]", .list(.int), .list([])),
        ] as [(String, ExpressionType, Value)])
    func coercions(source: String, type: ExpressionType, value: Value) throws {
        #expect(try Sample.value(source, type).isExactlyEqual(to: value))
    }

    @Test(
        "A value that the type does not have is an error",
        arguments: [
            ("old.total * 10000000", .int32, .overflow), ("s", .uuid, .invalidConversion),
            ("s", .date, .invalidConversion), ("s", .uri, .invalidConversion),
            ("s", .enumeration(Sample.status), .invalidConversion), ("[s]", .list(.date), .invalidConversion),
        ] as [(String, ExpressionType, EvaluationError.Kind)])
    func refused(source: String, type: ExpressionType, kind: EvaluationError.Kind) throws {
        #expect(try Sample.failure(source, type) == kind)
    }

    /// Enum values are compared by their bytes.
    @Test func anEnumValueIsNoneThatOnlyLooksAlike() throws {
        let name = EnumerationName("Word", version: 1, values: ["\u{E9}"])
        #expect(throws: EvaluationError.self) {
            try Evaluator.coerce(.string("e\u{301}"), .stringToEnumeration(name))
        }
        #expect(try Evaluator.coerce(.string("\u{E9}"), .stringToEnumeration(name)) == .enumeration("\u{E9}"))
    }
}
