import AnnalsExpression
import AnnalsSchema
import Testing

@testable import AnnalsGeneration

@Suite("Expressions in Swift")
struct ExpressionEmitterTests {
    private static let types = """
        annals: 1
        types:
          Level: { enum: [low, in_progress] }
          Item: { fields: { name: string, count: int, price: double, note: string?, when: timestamp? } }
          Old: { fields: { a: int, b: uint, d: double, s: string, t: timestamp, items: list<Item>, m: map<int>,
                           note: string?, item: Item?, level: Level, id: uuid, small: int32, ok: bool, names: list<string> } }
        """

    private func swift(_ source: String, _ expected: ExpressionType? = nil) throws -> String {
        let schema = try loadSchema(["types.yaml": Self.types])
        let scope = Scopes(schema).upcast(from: VersionedName("Old", 1), hasMeta: true)
        let outcome = ExpressionChecker(scope).check(source, expected: expected)
        let expression = try #require(outcome.expression, "\(outcome.issues)")
        let context = GenerationContext(schema, options: SwiftOptions())
        return ExpressionEmitter(context, roots: ["old", "meta"]).expression(expression.root).flat
    }

    @Test(
        "use operators where they are exact, and functions elsewhere",
        arguments: [
            ("old.d * (old.d + 1.0) - 2.5", "old.d * (old.d + 1.0) - 2.5"),
            ("old.d - (old.d - 1.0)", "old.d - (old.d - 1.0)"),
            ("old.a + 1", "try CEL.add(old.a, 1)"),
            ("old.a + old.a * 2 > 3", "try CEL.add(old.a, CEL.multiply(old.a, 2)) > 3"),
            ("old.s + 'x'", #"CEL.concatenate(old.s, "x")"#),
            ("old.s == 'x'", #"CEL.equal(old.s, "x")"#),
            ("old.s < 'x'", #"CEL.less(old.s, "x")"#),
            ("old.a == 1 && old.d < 2.0 || old.ok", "(old.a == 1 && old.d < 2.0) || old.ok"),
            ("!(old.ok)", "!old.ok"),
            ("1 == 1", "CEL.equal(1, 1)"),
            ("old.b + 1u", "try CEL.add(old.b, UInt(1))"),
            ("-old.d", "-old.d"),
        ])
    func operators(_ source: String, _ code: String) throws {
        #expect(try swift(source) == code)
    }

    @Test(
        "give macros closures that fail only where they must",
        arguments: [
            (
                "old.names.all(i, n, n != '' || i == 0)",
                #"CEL.all(old.names) { i, n in CEL.notEqual(n, "") || i == 0 }"#
            ),
            ("old.items.sortBy(i, i.name)", "CEL.sortBy(old.items) { i in i.name }"),
            (
                "old.items.map(i, i.count > 0, i.name)",
                "old.items.filter { i in i.count > 0 }.map { i in i.name }"
            ),
            (
                "old.items.map(i, i.count > 0, 1 / i.count)",
                "try CEL.map(old.items, where: { i throws(EvaluationError) in i.count > 0 }, { i throws(EvaluationError) in try CEL.divide(1, i.count) })"
            ),
            ("old.m.transformList(k, v, k)", "CEL.transformList(old.m) { k, v in k }"),
            (
                "cel.bind(x, old.d * 2.0, x * x)", "CEL.bind(old.d * 2.0) { x in x * x }"
            ),
            (
                "cel.bind(x, 1 / old.a, x > 0 || old.ok)",
                "try CEL.bind(result: { () throws(EvaluationError) in try CEL.divide(1, old.a) }) { x throws(EvaluationError) in try CEL.or({ () throws(EvaluationError) in try x.get() > 0 }, { () throws(EvaluationError) in old.ok }) }"
            ),
            ("cel.bind(x, 1 / old.a, old.ok)", "old.ok"),
            ("old.?note.optMap(n, size(n))", "old.note.map { n in CEL.size(n) }"),
            ("[old.s, ?old.?note]", "CEL.elements([old.s, old.note] as [String?])"),
            (
                "{'a': old.s, ?'b': old.?note}",
                #"CEL.presentMembers(["a": old.s, "b": old.note] as OrderedMap<String?>)"#
            ),
            ("{1: old.s}", "[1: old.s] as KeyedMap<Int, String>"),
            ("optional.none() == optional.of(1)", "CEL.equal(nil as Int?, Optional(1))"),
        ])
    func macrosWithClosures(_ source: String, _ code: String) throws {
        #expect(try swift(source) == code)
    }

    @Test(
        "put `try` at the left end, and let what can fail through functions with typed errors",
        arguments: [
            (
                "old.a / old.a > 1 && old.ok",
                "try CEL.and({ () throws(EvaluationError) in try CEL.divide(old.a, old.a) > 1 }, { () throws(EvaluationError) in old.ok })"
            ),
            ("old.ok && old.a / old.a > 1", "try old.ok ? CEL.divide(old.a, old.a) > 1 : false"),
            ("old.ok || old.a / old.a > 1", "try old.ok ? true : CEL.divide(old.a, old.a) > 1"),
            (
                "old.m[?'k'].orValue(old.a + 1)",
                #"try CEL.ifPresent(CEL.optionalValue(old.m, "k"), { value throws(EvaluationError) in value }, else: { () throws(EvaluationError) in try CEL.add(old.a, 1) })"#
            ),
            (
                "old.items.all(i, i.count / i.count == 1)",
                "try CEL.all(old.items) { i throws(EvaluationError) in try CEL.divide(i.count, i.count) == 1 }"
            ),
            (
                "old.items.map(i, i.count + 1)",
                "try old.items.map { i throws(EvaluationError) in try CEL.add(i.count, 1) }"
            ),
        ])
    func failures(_ source: String, _ code: String) throws {
        #expect(try swift(source) == code)
    }

    @Test(
        "bind what a guard has shown to be there",
        arguments: [
            (
                "has(old.note) ? old.note + 'x' : ''",
                #"CEL.ifPresent(old.note, { note in CEL.concatenate(note, "x") }, else: { "" })"#
            ),
            ("old.note == null ? '' : old.note", #"CEL.ifPresent(old.note, { note in note }, else: { "" })"#),
            (
                "has(old.note) && old.note == 'x'",
                #"CEL.ifPresent(old.note, { note in CEL.equal(note, "x") }, else: { false })"#
            ),
            (
                "!has(old.note) || old.note == 'x'",
                #"CEL.ifPresent(old.note, { note in CEL.equal(note, "x") }, else: { true })"#
            ),
            (
                "has(old.item) && has(old.item.note) ? old.item.note : 'none'",
                #"CEL.ifPresent(old.item, { item in CEL.ifPresent(item.note, { note in note }, else: { "none" }) }, else: { "none" })"#
            ),
            ("has(old.note) ? 1 : 2", "old.note != nil ? 1 : 2"),
            (
                "old.items.filter(i, has(i.note) && i.note == old.s).map(note, note.name)",
                "old.items.filter { i in CEL.ifPresent(i.note, { note in CEL.equal(note, old.s) }, else: { false }) }.map { note in note.name }"
            ),
        ])
    func guards(_ source: String, _ code: String) throws {
        #expect(try swift(source) == code)
    }

    @Test(
        "read optionals as Swift does",
        arguments: [
            ("old.?note.orValue('x')", #"old.note ?? "x""#),
            ("old.?item.?note.orValue('x')", #"old.item?.note ?? "x""#),
            ("old.items[?0].?name.orValue('x')", #"CEL.optionalElement(old.items, 0)?.name ?? "x""#),
            ("old.?note.hasValue()", "old.note != nil"),
            ("old.?s.orValue('x')", #"Optional(old.s) ?? "x""#),
            ("has(old.m.k)", #"CEL.isKey("k", old.m)"#),
        ])
    func optionals(_ source: String, _ code: String) throws {
        #expect(try swift(source) == code)
    }

    @Test(
        "use methods of collections for macros that cannot fail, without shadowing",
        arguments: [
            ("old.items.exists(i, i.count > 1)", "old.items.contains { i in i.count > 1 }"),
            ("old.items.map(old, old.name)", "old.items.map { old1 in old1.name }"),
            (
                "old.items.map(i, i.count > 1, i.name)",
                "old.items.filter { i in i.count > 1 }.map { i in i.name }"
            ),
            (
                "old.items.exists(a, old.items.all(a, a.count > 1))",
                "old.items.contains { a in old.items.allSatisfy { a1 in a1.count > 1 } }"
            ),
            ("old.m.filter(k, k != '')", #"old.m.keys.filter { k in CEL.notEqual(k, "") }"#),
            ("old.items.exists_one(i, i.count > 1)", "CEL.existsOne(old.items) { i in i.count > 1 }"),
            ("old.items.map(func, func.name)", "old.items.map { `func` in `func`.name }"),
        ])
    func macros(_ source: String, _ code: String) throws {
        #expect(try swift(source) == code)
    }

    @Test("change representations where the place demands it")
    func coercions() throws {
        let level = ExpressionType.enumeration(EnumerationName("Level", version: 1, values: ["low", "in_progress"]))
        #expect(try swift("'in_progress'", level) == "Level.inProgress")
        #expect(try swift("old.s", level) == "try CEL.enumeration(old.s, as: Level.self)")
        #expect(try swift("old.level == 'low'") == "old.level == .low")
        #expect(try swift("old.level + old.id", .string) == "CEL.concatenate(old.level.rawValue, old.id.description)")
        #expect(try swift("old.a", .int32) == "try CEL.int32(old.a)")
        #expect(try swift("old.small + 1") == "try CEL.add(Int(old.small), 1)")
        #expect(try swift("[old.s]", .list(.uuid)) == "try [CEL.uuid(old.s)]")
        #expect(
            try swift("old.names", .list(.uuid))
                == "try old.names.map { element throws(EvaluationError) in try CEL.uuid(element) }")
        #expect(try swift("'2020-02-29'", .date) == #"CalendarDate(validated: "2020-02-29")"#)
        #expect(try swift("[]", .list(.string)) == "[String]()")
        #expect(try swift(#"{"a": 1}"#, .map(.string, .int)) == #"["a": 1] as OrderedMap<Int>"#)
    }
}
