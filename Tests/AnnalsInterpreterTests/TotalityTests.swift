import AnnalsDiagnostics
import AnnalsExpression
import AnnalsFunctions
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

/// Where expressions can fail, what shows it and what to write instead.
@Suite struct TotalityTests {
    /// The report on the upcast of a field `out` of the given type.
    private func report(_ expression: String, _ type: String = "int") throws -> TotalityReport {
        let fields =
            "id: uuid, a: int, b: int, u: uint, x: double, s: string, n: 'int?', list: list<int>, map: map<int>"
        let schema = try Schemas.happened(
            types: "types: { Kind: { enum: [gift, sale] } }",
            """
            1: { fields: { \(fields) } }
            2:
              fields: { \(fields), out: \(type) }
              upcast:
                out: |
                  \(expression)
            """)
        return TotalitySearch(schema, samples: 300).report()
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var expression: String
        var type = "int"
        var operation: String
        var kind: EvaluationError.Kind
        var form: String

        var testDescription: String { expression }
    }

    static let cases = [
        Case(
            expression: "old.a / old.b", operation: "old.a / old.b", kind: .divisionByZero,
            form: "old.b > 0 ? old.a / old.b : …"),
        Case(
            expression: "7 % (old.b - 1)", operation: "7 % (old.b - 1)", kind: .divisionByZero,
            form: "(old.b - 1) > 0 ? 7 % (old.b - 1) : …"),
        Case(
            expression: "old.a * old.b", operation: "old.a * old.b", kind: .overflow,
            form: "[old.a, old.b].all(n, n > -1000000000 && n < 1000000000) ? old.a * old.b : …"),
        Case(
            expression: "old.list[2]", operation: "old.list[2]", kind: .indexOutOfRange,
            form: "old.list[?2].orValue(…)"),
        Case(
            expression: "old.map['k']", operation: "old.map['k']", kind: .noSuchKey,
            form: "old.map[?'k'].orValue(…)"),
        Case(expression: "old.map.k", operation: "old.map.k", kind: .noSuchKey, form: "old.map.?k.orValue(…)"),
        Case(
            expression: "int(old.s)", operation: "int(old.s)", kind: .invalidConversion,
            form: #"old.s.matches("^-?[0-9]{1,18}$") ? int(old.s) : …"#),
        Case(
            expression: "int(old.x)", operation: "int(old.x)", kind: .overflow,
            form: "old.x > -9e18 && old.x < 9e18 ? int(old.x) : …"),
        Case(
            expression: "old.?n.value()", operation: "old.?n.value()", kind: .emptyOptional,
            form: "old.?n.orValue(…)"),
        Case(
            expression: "old.list.max()", operation: "old.list.max()", kind: .invalidArgument,
            form: "size(old.list) == 0 ? … : old.list.max()"),
        Case(
            expression: "old.a", type: "int32", operation: "old.a", kind: .overflow,
            form: "old.a < -2147483648 || old.a > 2147483647 ? … : old.a"),
        Case(
            expression: "old.s", type: "Kind", operation: "old.s", kind: .invalidConversion,
            form: #"old.s in ["gift", "sale"] ? old.s : …"#),
    ]

    @Test(arguments: cases)
    func aFailingOperationIsShownWithItsTotalForm(_ example: Case) throws {
        let report = try report(example.expression, example.type)
        let point = try #require(report.points.first { $0.operation == example.operation })
        #expect(point.suggestion.hasSuffix("'\(example.form)'"), "\(point.suggestion)")
        #expect(point.witness?.error.kind == example.kind)
        #expect(report.expressions == 1 && report.failing == 1 && report.hasFailingUpcasts)
    }

    @Test func everyTotalFormFitsItsOperation() throws {
        for example in TotalityTests.cases {
            let form = example.form.replacing("…", with: example.type == "Kind" ? "'gift'" : "0")
            let report = try report(form, example.type)
            let failures = report.points.filter { $0.operation == example.operation }.compactMap(\.witness)
            #expect(failures.isEmpty, "\(form) fails")
        }
    }

    @Test func onlyTheInnermostOperationsAreNamed() throws {
        let report = try report("size(string(old.list[0])) + (old.a / old.b)")
        #expect(
            report.points.map(\.operation) == [
                "old.list[0]", "(old.a / old.b)", "size(string(old.list[0])) + (old.a / old.b)",
            ])
    }

    @Test func aTotalExpressionHasNoPlaces() throws {
        let report = try report("old.list[?0].orValue(old.n.orValue(0))".replacing("old.n.", with: "old.?n."))
        #expect(report.expressions == 1)
        #expect(report.points.isEmpty && !report.hasFailingUpcasts)
        #expect(TotalityTextPrinter.summary(report) == "1 expression, none can fail")
    }

    @Test func whatConstraintsRuleOutIsNotShown() throws {
        let schema = try Schemas.happened(
            """
            1: { fields: { id: uuid, a: { type: int, minimum: 1, maximum: 9 } } }
            2: { fields: { id: uuid, b: int }, upcast: { b: 100 / old.a } }
            """)
        let point = try #require(TotalitySearch(schema).report().points.first)
        #expect(point.witness == nil && point.tried > 100)
    }

    @Test(arguments: [
        // Absorbed errors are not the ones that are named.
        ("old.a / old.b == 1 || old.b == 0 ? 7 / old.b : 0", "7 / old.b"),
        // An error of a bound value is named where it happens, not where it is used.
        ("cel.bind(q, old.a / old.b, q)", "old.a / old.b"),
        ("old.list.map(i, 12 / i).size()", "12 / i"),
    ])
    func theNodeThatFailsIsNamed(_ expression: String, _ operation: String) throws {
        let report = try report(expression)
        let shown = report.points.filter { $0.witness != nil }.map(\.operation)
        #expect(shown.contains(operation), "\(shown)")
    }

    @Test func placesPointIntoBlocks() throws {
        let point = try #require(try report("0 +\n        old.a / old.b").points.first)
        #expect(point.operation == "old.a / old.b")
        let other = try #require(try report("old.a / old.b").points.first)
        #expect(point.location.line == other.location.line + 1)
    }

    @Test func everyExpressionThatCanFailHasAPlace() throws {
        let sites = try Schemas.examples().expressionSites
        #expect(Set(sites.map(\.role)).isSuperset(of: [.upcast, .aggregate, .projection]))
        for site in sites {
            #expect(site.expression.canFail == !site.expression.root.failures.isEmpty, "\(site.name)")
        }
    }

    @Test func theSameReportComesOutTwice() throws {
        let printer = TotalityTextPrinter()
        let (first, second) = (try report("int(old.s) + old.list[1]"), try report("int(old.s) + old.list[1]"))
        #expect(printer.text(first) == printer.text(second))
    }
}
