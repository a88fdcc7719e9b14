import AnnalsDiagnostics
import AnnalsExpression
import AnnalsJSON
import AnnalsSchema
import Testing

/// Where the value of a field of version 2 comes from when nothing is written under `upcast:`.
struct DerivationTests {
    private static let types = """
        Item:
          versions:
            1: { fields: { a: int } }
            2: { fields: { a: int, b: int? } }
            3: { fields: { a: int, b: int?, c: { type: int, default: 7 } } }
        Small: { type: int, minimum: 1, maximum: 10 }
        Other: { fields: { a: int } }
        Color: { enum: [red, green] }
        """

    private func upcast(
        _ old: String, _ new: String, _ extra: String = ""
    ) -> (source: ValueSource?, diagnostics: [Diagnostic]) {
        let source = PlacedEvent.schema(
            versions: [old.isEmpty ? "" : "x: \(old)", "x: \(new)"], upcast: extra, types: Self.types)
        let (schema, diagnostics) = load(source)
        guard case .fields(let fields)? = schema?.event("Placed")?.versions[1].upcast?.body else {
            return (nil, diagnostics)
        }
        return (fields.first { $0.field == "x" }?.source, diagnostics)
    }

    private static let item12 = Conversion.upcast(from: VersionedName("Item", 1), to: VersionedName("Item", 2))
    private static let item13 = Conversion.upcast(from: VersionedName("Item", 1), to: VersionedName("Item", 3))

    @Test(
        arguments: [
            ("int", "int", .identity), ("Small", "Small", .identity), ("Item@2", "Item@2", .identity),
            ("Color", "Color", .identity), ("list<Item@1>", "list<Item@1>", .identity),
            ("int32", "int", .int32ToInt), ("int", "double", .intToDouble), ("int32", "double", .int32ToDouble),
            ("int", "int?", .wrap(.identity)), ("int32", "int?", .wrap(.int32ToInt)),
            ("int32?", "int?", .wrapped(.int32ToInt)),
            ("int?", "int?", .identity), ("Small", "int", .identity),
            ("{ type: Small }", "{ type: int, maximum: 10 }", .identity),
            ("{ type: string, minLength: 2, pattern: a }", "{ type: string, minLength: 1 }", .identity),
            ("{ type: string, pattern: a }", "{ type: string, pattern: a }", .identity),
            ("{ type: int, multipleOf: 6 }", "{ type: int, multipleOf: 3 }", .identity),
            ("{ type: double, minimum: 2 }", "{ type: double, exclusiveMinimum: 1 }", .identity),
            ("{ type: list<int>, minItems: 2 }", "{ type: list<double>, minItems: 1 }", .elements(.intToDouble)),
            ("map<int32>", "map<int>", .mapValues(.int32ToInt)), ("Item@1", "Item@2", item12),
            ("Item@1", "Item@3", item13),
            ("list<Item@1>", "list<Item@2>", .elements(item12)), ("map<Item@1>", "map<Item@2>", .mapValues(item12)),
            ("Item@1?", "Item@2?", .wrapped(item12)), ("Item@1", "Item@2?", .wrap(item12)),
            ("list<map<Item@1?>>", "list<map<Item@3?>>", .elements(.mapValues(.wrapped(item13)))),
            ("list<int>?", "list<double>?", .wrapped(.elements(.intToDouble))),
        ] as [(String, String, Conversion)])
    func convertsTheFieldOfTheSameName(old: String, new: String, conversion: Conversion) {
        let (source, diagnostics) = upcast(old, new)
        guard case .field(let found) = source else {
            Issue.record("\(String(describing: source)) \(diagnostics)")
            return
        }
        #expect(found == conversion)
        #expect(diagnostics.isEmpty)
    }

    @Test(arguments: [
        ("double", "int", "its type changed from double to int"),
        ("int", "int32", "its type changed from int to int32"),
        ("int", "uint", "its type changed from int to uint"), ("int", "string", "its type changed from int to string"),
        ("Item@1", "Other", "its type changed from Item@1 to Other@1"), ("Item@2", "Item@1", "it would go down"),
        ("list<Item@2>", "list<Item@1>", "it would go down"), ("int?", "int", "it may be absent"),
        ("int", "Small", "'minimum' refuses values"),
        ("string", "{ type: string, maxLength: 3 }", "'maxLength' refuses values"),
        ("{ type: string, pattern: a }", "{ type: string, pattern: b }", "'pattern' refuses values"),
        ("list<int>", "{ type: list<int>, minItems: 1 }", "'minItems' refuses values"),
        ("list<int>", "{ type: list<int>, items: { minimum: 0 } }", "'minimum' refuses values"),
        ("list<int>", "map<int>", "its type changed"), ("string", "Color", "its type changed"),
        ("", "int", "version 1 has no 'x'"),
        // A default never stands in for a value that was recorded.
        ("string", "{ type: int, default: 1 }", "its type changed"),
        ("int", "{ type: int, maximum: 5, default: 1 }", "'maximum' refuses values"),
    ])
    func namesTheFieldThatCannotBeDerived(old: String, new: String, reason: String) throws {
        let (source, diagnostics) = upcast(old, new)
        #expect(source == nil)
        let diagnostic = try #require(diagnostics.first)
        #expect(diagnostics.count == 1)
        #expect(diagnostic.rule == "upcast.underivable")
        #expect(diagnostic.message.hasPrefix("'x' of Placed@2 cannot be derived from version 1: "))
        #expect(diagnostic.message.contains(reason))
        #expect(diagnostic.suggestion != nil)
        #expect(diagnostic.notes.isEmpty == old.isEmpty)
    }

    @Test func aNewFieldTakesItsDefault() {
        guard case .defaultValue(let value) = upcast("", "{ type: int, default: 3 }").source else {
            Issue.record("no default")
            return
        }
        #expect(value == .integer(3))
    }

    @Test func aNewOptionalFieldIsNil() {
        guard case .absent = upcast("", "string?").source else {
            Issue.record("not absent")
            return
        }
    }

    @Test func anOptionalFieldBecomesOneWithADefault() {
        guard case .fieldOrDefault(let conversion, let value) = upcast("int32?", "{ type: int, default: 3 }").source
        else {
            Issue.record("no field or default")
            return
        }
        #expect(conversion == .int32ToInt)
        #expect(value == .integer(3))
    }

    @Test func anExpressionGoesBeforeEverythingElse() {
        let (source, diagnostics) = upcast("int", "int", "upcast: { x: old.x + 1 }")
        guard case .expression(let expression) = source else {
            Issue.record("no expression")
            return
        }
        #expect(expression.reads == [["old", "x"]])
        #expect(diagnostics.isEmpty)
    }

    @Test func aFieldAndAWholeStepCanBeCustom() {
        guard case .custom = upcast("int", "string", "upcast: { x: custom }").source else {
            Issue.record("not custom")
            return
        }
        let (schema, _) = load(
            PlacedEvent.schema(versions: ["x: int", "y: string"], upcast: "upcast: custom\ndrop: [x]"))
        guard let upcast = schema?.event("Placed")?.versions[1].upcast, case .custom = upcast.body else {
            Issue.record("not custom")
            return
        }
        #expect(upcast.dropped == ["x"])
    }

    @Test func aConstantAndADefaultCanHaveAReason() {
        let upcast = "upcast: { x: { value: \"'web'\", because: There was only the web. }, y: { because: None were. } }"
        let (schema, diagnostics) = load(
            PlacedEvent.schema(versions: ["", "x: string\ny: { type: int, default: 0 }"], upcast: upcast))
        #expect(diagnostics.isEmpty)
        guard case .fields(let fields)? = schema?.event("Placed")?.versions[1].upcast?.body else {
            Issue.record("no fields")
            return
        }
        #expect(fields.suffix(2).map(\.because) == ["There was only the web.", "None were."])
        guard case .defaultValue(let value)? = fields.last?.source, value == .integer(0) else {
            Issue.record("not the default")
            return
        }
    }

    @Test(arguments: [
        ("x: int", "x: { because: It is copied. }", "upcast.because"),
        ("", "x: { because: ' ', value: '1' }", "upcast.because"),
        ("", "x: {}", "schema.missing-key"), ("", "x: { because: [] }", "schema.kind"),
    ]) func aReasonThatSaysNothingIsAMistake(old: String, upcast: String, rule: String) {
        let (_, diagnostics) = load(PlacedEvent.schema(versions: [old, "x: int"], upcast: "upcast: { \(upcast) }"))
        #expect(diagnostics.map(\.rule).first == rule)
    }

    @Test func anUpcasterSeesNoPosition() {
        #expect(
            upcast("", "int", "upcast: { x: meta.position }").diagnostics.map(\.rule) == ["expression.unknown-field"])
    }
}
