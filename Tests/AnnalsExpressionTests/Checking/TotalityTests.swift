import AnnalsEvaluation
import Testing

@testable import AnnalsExpression

/// Whether each node can fail, what is folded, and which fields are read.
@Suite struct TotalityTests {
    @Test(
        "What can fail",
        arguments: [
            ("old.count + 1", "int.add(old.count, 1)!"), ("old.total * 2.0", "double.multiply(old.total, 2.0)"),
            ("old.total / 0.0", "double.divide(old.total, 0.0)"), ("double(old.count)", "int.double(old.count)"),
            ("int(old.total)", "double.int(old.total)!"), ("old.labels['a']", #"map.index(old.labels, "a")!"#),
            ("old.labels.a", #"map.index(old.labels, "a")!"#),
            ("old.items[0].price", "list.index(old.items, 0)!.price!"),
            (
                "old.isPaid && 1 / old.count > 0",
                "and(old.isPaid, int.greater(int.divide(1, old.count)!, 0)!)!"
            ),
            ("old.isPaid ? old.count + 1 : 0", "if(old.isPaid, int.add(old.count, 1)!, 0)!"),
            ("old.items.all(i, i.quantity + 1 > 0)", "all(old.items, i, int.greater(int.add(i.quantity, 1)!, 0)!)!"),
            ("old.items.all(i, i.quantity > 0)", "all(old.items, i, int.greater(i.quantity, 0))"),
            (
                "old.items.map(i, i.price > 0.0, i.productId)",
                "map(old.items, i, double.greater(i.price, 0.0), i.productId)"
            ),
            ("old.items.exists_one(i, i.price > 0.0)", "exists_one(old.items, i, double.greater(i.price, 0.0))"),
            ("[old.count + 1]", "[int.add(old.count, 1)!]!"), ("{old.userId: 1}", "{old.userId: 1}"),
            ("{old.userId: 1, 'a': 2}", #"{old.userId: 1, "a": 2}!"#), ("{'a': 1, 'b': 2}", #"{"a": 1, "b": 2}"#),
            ("old.scores.all(k, k != '')", #"all(old.scores, k, notEqual(k, ""))"#),
            ("[1.5].sum()", "doubles.sum([1.5])"), ("[old.count].sum()", "ints.sum([old.count])!"),
            ("old.time + old.wait", "timestamp.add(old.time, old.wait)!"),
        ])
    func failing(source: String, outline: String) {
        #expect(Shop.outline(source) == outline)
    }

    @Test(
        "What literals decide",
        arguments: [
            ("60 * 60 * 24", "86400"), ("7 / 2", "3"), ("-7 % 3", "(-1)"), ("-(1)", "(-1)"), ("2u + 3u", "5u"),
            ("uint(5)", "5u"), ("int(5u)", "5"), ("double(2)", "2.0"),
            ("old.count / 100", "int.divideLiteral(old.count, 100)"),
            ("old.count % 7", "int.moduloLiteral(old.count, 7)"), ("old.big / 2u", "uint.divideLiteral(old.big, 2u)"),
            // The smallest integer has no counterpart.
            ("old.count / -1", "int.divide(old.count, (-1))!"), ("old.count % -1", "int.modulo(old.count, (-1))!"),
            ("timestamp('2020-01-01T00:00:00Z')", #"string.timestampLiteral("2020-01-01T00:00:00Z")"#),
            ("duration('1h30m')", #"string.durationLiteral("1h30m")"#),
            ("old.userId.matches('^a+$')", #"string.matchesLiteral(old.userId, "^a+$")"#),
            ("old.userId.matches(old.shippingAddress)", "string.matches(old.userId, old.shippingAddress)!"),
            (
                "timestamp('2020-01-01')",
                "10..<22 error [expression.literal] '2020-01-01' is no timestamp such as 2026-01-31T12:00:00Z"
            ),
            ("duration('1 day')", "9..<16 error [expression.literal] '1 day' is no duration such as 1h30m or 1.5s"),
            ("1 / 0", "int.divide(1, 0)!"), ("9223372036854775807 + 1", "int.add(9223372036854775807, 1)!"),
            ("-9223372036854775808 / -1", "int.divide((-9223372036854775808), (-1))!"),
            ("uint(-1)", "int.uint((-1))!"),
        ])
    func decided(source: String, outline: String) {
        #expect(Shop.outline(source) == outline)
    }

    @Test func aMalformedPatternIsAMistake() throws {
        let issue = try #require(Shop.check("old.userId.matches('(')").issues.first)
        #expect(issue.range == 19..<22)
        #expect(issue.message.hasPrefix("this is no pattern: "))
    }

    @Test(
        "Which fields are read",
        arguments: [
            ("1", []), ("old.count", ["old.count"]), ("old", ["old"]), ("has(old.note)", ["old.note"]),
            ("has(old.note) ? old.note : old.userId", ["old.note", "old.userId"]),
            ("old.?billing.?city.orValue(old.userId)", ["old.billing.city", "old.userId"]),
            ("old.items.map(i, i.price)", ["old.items.*.price"]),
            ("old.items.map(i, i.price > 1.0, i.quantity)", ["old.items.*.price", "old.items.*.quantity"]),
            ("old.items.all(i, i.price > old.total)", ["old.items.*.price", "old.total"]),
            // What passes the filter is passed on whole.
            ("old.items.filter(i, i.quantity > 0)", ["old.items", "old.items.*.quantity"]),
            ("old.items.filter(i, i.quantity > 0).map(i, i.price)", ["old.items.*.quantity", "old.items.*.price"]),
            ("size(old.items.filter(i, i.quantity > 0))", ["old.items", "old.items.*.quantity"]),
            ("old.items[old.count].price", ["old.items.*.price", "old.count"]),
            ("old.items[?0].?price", ["old.items.*.price"]), ("size(old.items)", ["old.items"]),
            ("old.labels.a + old.labels['b']", ["old.labels.*"]), ("old.labels.map(k, k)", ["old.labels.*"]),
            ("old.items.map(old, old.price)", ["old.items.*.price"]), ("old.items.map(i, 1)", []),
            ("Address{street: old.userId, city: string(old.count)}", ["old.userId", "old.count"]),
            ("(old.isPaid ? old.items : [])[?0].?price", ["old.isPaid", "old.items.*.price"]),
            ("limit == null", ["limit"]), ("old.maybes.exists(x, x == null)", ["old.maybes.*"]),
        ] as [(String, [String])])
    func reads(source: String, paths: [String]) {
        let reads = Shop.check(source).expression?.reads.map { $0.joined(separator: ".") }
        #expect(reads.map(Set.init) == Set(paths), "\(Shop.check(source).issues.map(\.shown))")
    }

    @Test func everyRowHasAFunctionAndAnIdOfItsOwn() {
        let ids = OverloadTable.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.filter { FunctionTable.functions[$0] == nil && !Self.handledByTheEvaluator.contains($0) } == [])
        #expect(OverloadTable.all.allSatisfy { !$0.summary.isEmpty && $0.summary.hasSuffix(".") })
        #expect(OverloadTable.all.map(\.name).filter { $0.contains(" ") } == [])
        for id in ids { #expect(OverloadTable.row(id)?.id == id) }
    }

    /// Rows whose arguments the evaluator does not always evaluate.
    private static let handledByTheEvaluator: Set<String> = ["optional.orValue", "optional.or"]
}
