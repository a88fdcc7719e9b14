import Testing

@testable import AnnalsExpression

@Suite struct ParserTests {
    private func parsed(_ source: String) -> String {
        do { return try Parser.parse(source).text } catch { return error.shown }
    }

    @Test(
        "Precedence and associativity",
        arguments: [
            ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"), ("a || b ? c : d", "((a || b) ? c : d)"),
            ("a ? b || c : d", "(a ? (b || c) : d)"), ("a || b && c", "(a || (b && c))"),
            ("a && b || c", "((a && b) || c)"), ("a || b || c", "((a || b) || c)"),
            ("a && b == c", "(a && (b == c))"), ("1 < 2 == true", "((1 < 2) == true)"),
            ("a in b in c", "((a in b) in c)"), ("a < b + c", "(a < (b + c))"), ("a - b - c", "((a - b) - c)"),
            ("a + b * c", "(a + (b * c))"), ("a * b / c % d", "(((a * b) / c) % d)"), ("(a + b) * c", "((a + b) * c)"),
            ("-a * b", "((-a) * b)"), ("!a && b", "((!a) && b)"), ("!a.b", "(!a.b)"), ("-a.b()", "(-a.b())"),
            ("!!a", "(!(!a))"), ("--a", "(-(-a))"), ("a - -1", "(a - (-1))"), ("a-1", "(a - 1)"),
        ])
    func precedence(source: String, grouped: String) {
        #expect(parsed(source) == grouped)
    }

    @Test(
        "A single minus right before a number belongs to it",
        arguments: [
            ("-9223372036854775808", "(-9223372036854775808)"), ("-1", "(-1)"), ("--1", "(-(-1))"),
            ("-0x8000000000000000", "(-9223372036854775808)"), ("- 2.5", "(-2.5)"), ("-1u", "(-1u)"),
            (
                "--9223372036854775808",
                "2..<21 error [expression.syntax] the number does not fit in 64 bits with a sign (add a u to make it a uint)"
            ),
            (
                "9223372036854775808",
                "0..<19 error [expression.syntax] the number does not fit in 64 bits with a sign (add a u to make it a uint)"
            ),
        ])
    func negativeNumbers(source: String, result: String) {
        #expect(parsed(source) == result)
    }

    @Test(
        "Members, indexes, calls and constructions",
        arguments: [
            ("a.b.c", "a.b.c"), ("a.if", "a.if"), ("a.`content-type`", "a.`content-type`"), ("a.?b", "a.?b"),
            ("a . ? b", "a.?b"), ("a[0]", "a[0]"), ("a[?0]", "a[?0]"), ("a[ ? 0]", "a[?0]"), ("a[0][1].b", "a[0][1].b"),
            ("f()", "f()"), ("f(a, b)", "f(a, b)"), ("a.f(b).g()", "a.f(b).g()"), ("a.while()", "a.while()"),
            ("[]", "[]"), ("[1, 2,]", "[1, 2]"), ("{}", "{}"), ("{'a': 1, 'b': 2,}", "{\"a\": 1, \"b\": 2}"),
            ("Address{street: s, city: c,}", "Address{street: s, city: c}"), ("Address{}", "Address{}"),
            ("LineItem.v1{`a-b`: 1}", "LineItem.v1{`a-b`: 1}"), ("a ? [1] : {}", "(a ? [1] : {})"),
            ("a?.5:1", "(a ? 0.5 : 1)"), ("a?[1][?0]:b", "(a ? [1][?0] : b)"), ("'x'.size()", "\"x\".size()"),
            ("_a1", "_a1"), ("inner", "inner"), ("[a in b]", "[(a in b)]"),
        ])
    func members(source: String, result: String) {
        #expect(parsed(source) == result)
    }

    @Test(
        "Syntax errors point at what was found",
        arguments: [
            ("", "0..<0 error [expression.syntax] the expression is empty"),
            ("  ", "0..<2 error [expression.syntax] the expression is empty"),
            ("// nothing", "0..<10 error [expression.syntax] the expression is empty"),
            ("1 +", "3..<3 error [expression.syntax] found the end of the expression, expected a value"),
            ("1.", "2..<2 error [expression.syntax] found the end of the expression, expected the name of a field"),
            ("1 2", "2..<3 error [expression.syntax] found a number after the end of the expression"),
            ("(1", "2..<2 error [expression.syntax] found the end of the expression, expected ')'"),
            ("f(1,)", "4..<5 error [expression.syntax] found ')', expected a value"),
            ("a.in", "2..<4 error [expression.syntax] found 'in', expected the name of a field"),
            ("a.true", "2..<6 error [expression.syntax] found 'true', expected the name of a field"),
            ("in", "0..<2 error [expression.syntax] found 'in', expected a value"),
            ("if", "0..<2 error [expression.syntax] 'if' is a reserved word and cannot be a name"),
            ("while(1)", "0..<5 error [expression.syntax] 'while' is a reserved word and cannot be a name"),
            ("!-a", "1..<2 error [expression.syntax] found '-', expected a value"),
            ("-!a", "1..<2 error [expression.syntax] found '!', expected a value"),
            ("a ? b", "5..<5 error [expression.syntax] found the end of the expression, expected ':'"),
            ("{1 2}", "3..<4 error [expression.syntax] found a number, expected ':'"),
            ("[1 2]", "3..<4 error [expression.syntax] found a number, expected ']'"),
            ("foo{a: 1}", "3..<4 error [expression.syntax] found '{' after the end of the expression"),
            ("A{1: 2}", "2..<3 error [expression.syntax] found a number, expected the name of a field"),
            (".a", "0..<1 error [expression.syntax] found '.', expected a value"),
            ("`a`", "0..<3 error [expression.syntax] found `a`, expected a value"),
            ("rb'a'", "2..<5 error [expression.syntax] found a string after the end of the expression"),
            ("0X1F", "1..<4 error [expression.syntax] found 'X1F' after the end of the expression"),
            ("[?]", "2..<3 error [expression.syntax] found ']', expected a value"),
            ("{?}", "2..<3 error [expression.syntax] found '}', expected a value"),
            ("A{?}", "3..<4 error [expression.syntax] found '}', expected the name of a field"),
            ("[??a]", "2..<3 error [expression.syntax] found '?', expected a value"),
        ])
    func errors(source: String, message: String) {
        #expect(parsed(source) == message)
    }

    @Test func nodesKnowTheirPlace() throws {
        let root = try Parser.parse("(a + b) * c.d(e)")
        #expect(root.range == 0..<16)
        #expect(root.kind.children.map(\.range) == [0..<7, 10..<16])
        guard case .call(let name, _, _) = root.kind.children[1].kind else { throw ParserTestError.noCall }
        #expect(name.range == 12..<13)
    }

    private static func repeated(_ text: String, _ count: Int, separator: String = "") -> String {
        Array(repeating: text, count: count).joined(separator: separator)
    }

    static let demandedSizes: [String] = [
        repeated("true", 32, separator: " || "), "f(\(repeated("1", 32, separator: ", ")))",
        "[\(repeated("1", 32, separator: ", "))]", "{\(repeated("'k': 1", 32, separator: ", "))}",
        repeated("a ? b : ", 24) + "c", repeated("1", 25, separator: " - "),
        repeated("f(", 12) + "1" + repeated(")", 12),
        "a\(repeated(".b", 12))\(repeated("[0]", 12))",
    ]

    @Test("The sizes that the specification demands", arguments: demandedSizes)
    func sizes(source: String) throws {
        _ = try Parser.parse(source)
    }
}

private enum ParserTestError: Error { case noCall }
