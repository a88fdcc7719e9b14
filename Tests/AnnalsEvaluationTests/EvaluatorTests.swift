import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Testing

@Suite struct EvaluatorTests {
    @Test(
        "Values",
        arguments: [
            ("x + y * 2", .int(6)), ("x / 4", .int(1)), ("-x % 4", .int(-2)), ("x > y ? 'a' : 'b'", .string("a")),
            ("s.size()", .int(3)), ("s == 'éa'", .bool(false)), ("d == d", .bool(false)), ("[d] == [d]", .bool(false)),
            ("old.total", .int(1250)), ("old.small + 1", .int(8)), ("old.status == 'paid'", .bool(true)),
            ("string(id)", .string("00000000-0000-4000-8000-000000000001")), ("xs[1]", .int(1)),
            ("old.home.street + '!'", .string("Elm!")), ("{'a': x}['a']", .int(6)), ("'a' in old.labels", .bool(true)),
            ("x in xs", .bool(false)), ("null", .null), ("b'\\xff'.size()", .int(1)),
        ] as [(String, Value)])
    func values(source: String, value: Value) throws {
        #expect(try Sample.value(source).isExactlyEqual(to: value))
    }

    @Test(
        "Macros",
        arguments: [
            ("xs.map(i, i * 2)", .list([.int(6), .int(2), .int(4)])),
            ("xs.map(i, i > 1, -i)", .list([.int(-3), .int(-2)])),
            ("xs.filter(i, i != 1)", .list([.int(3), .int(2)])), ("xs.all(i, i > 0)", .bool(true)),
            ("xs.exists(i, i > 3)", .bool(false)), ("xs.exists_one(i, i > 2)", .bool(true)),
            ("xs.exists_one(i, i > 1)", .bool(false)), ("[1].filter(i, false).all(i, 1 / y > 0)", .bool(true)),
            ("old.labels.map(k, k)", .list([.string("a"), .string("b")])),
            ("old.labels.exists(k, old.labels[k] == 2)", .bool(true)),
            // The inner variable hides the outer one, which is back afterwards.
            ("xs.map(i, xs.map(i, i * 10)[0] + i)", .list([.int(33), .int(31), .int(32)])),
            ("xs.map(x, x)[0] + x", .int(9)), ("xs.sort() == [1, 2, 3]", .bool(true)),
            ("xs.sortBy(i, -i)", .list([.int(3), .int(2), .int(1)])),
            ("['b', 'a', 'c'].sortBy(i, i == 'c')", .list([.string("b"), .string("a"), .string("c")])),
            ("xs.all(n, i, n < i)", .bool(false)), ("xs.exists(n, i, n == 2 && i == 2)", .bool(true)),
            ("old.labels.existsOne(k, v, v > 0)", .bool(false)), ("xs.exists_one(n, i, n == i)", .bool(false)),
            ("xs.transformList(n, i, n * 10 + i)", .list([.int(3), .int(11), .int(22)])),
            ("xs.transformList(n, i, i < 3, n)", .list([.int(1), .int(2)])),
            ("old.labels.transformList(k, v, k + string(v))", .list([.string("a1"), .string("b2")])),
            ("xs.transformMap(n, i, i > 1, i * i)", .map([.int(0): .int(9), .int(2): .int(4)])),
            ("old.labels.transformMap(k, v, v + 1)", .map([.string("a"): .int(2), .string("b"): .int(3)])),
            (
                "old.labels.transformMapEntry(k, v, {v: k})",
                .map([.int(1): .string("a"), .int(2): .string("b")])
            ),
            ("{1: 'a', 2: 'b'}[2]", .string("b")), ("true in {true: 1}", .bool(true)), ("{1u: 2}.size()", .int(1)),
            ("[].all(i, i > 0)", .bool(true)), ("{}.transformList(k, v, k)", .list([])),
        ] as [(String, Value)])
    func macros(source: String, value: Value) throws {
        #expect(try Sample.value(source).isExactlyEqual(to: value))
    }

    @Test(
        "Names for values, and what may be left out",
        arguments: [
            ("cel.bind(a, x + 1, a * a)", .int(49)), ("cel.bind(x, x + 1, x)", .int(7)),
            // An error of the value is one of its uses.
            ("cel.bind(a, 1 / y, true)", .bool(true)), ("cel.bind(a, 1 / y, a > 0 || true)", .bool(true)),
            ("some.optMap(v, v + 1)", .optional(.int(6))), ("none.optMap(v, 1 / y)", .optional(nil)),
            ("some.optFlatMap(v, xs[?v])", .optional(nil)), ("some.optFlatMap(v, xs[?v - 5])", .optional(.int(3))),
            ("[1, ?none, ?some]", .list([.int(1), .int(5)])),
            ("{'a': 1, ?'b': none, ?'c': some}", .map([.string("a"): .int(1), .string("c"): .int(5)])),
            ("optional.of(xs)[0]", .optional(.int(3))), ("optional.of(xs)[?7]", .optional(nil)),
            ("optional.of(old.labels)['b']", .optional(.int(2))), ("optional.of(old.labels).?c", .optional(nil)),
            ("has(optional.of(old.labels).a)", .bool(true)), ("optional.ofNonZeroValue('')", .optional(nil)),
            ("optional.ofNonZeroValue(x)", .optional(.int(6))),
            ("optional.ofNonZeroValue([0])", .optional(.list([.int(0)]))),
        ] as [(String, Value)])
    func names(source: String, value: Value) throws {
        #expect(try Sample.value(source).isExactlyEqual(to: value))
    }

    @Test(
        "Optional fields, guards and optional values",
        arguments: [
            ("has(old.note)", .bool(false)), ("has(old.note) ? old.note : 'none'", .string("none")),
            ("has(old.other) ? old.other.street : 'none'", .string("Elm")),
            ("has(old.other) && old.other.street == 'Elm'", .bool(true)),
            ("!has(old.note) || old.note == ''", .bool(true)), ("old.?note.orValue('-')", .string("-")),
            ("old.?other.?street.orValue('-')", .string("Elm")), ("old.?other.?zip.orValue('-')", .string("-")),
            ("old.?other.?zip.hasValue()", .bool(false)), ("has(old.labels.a)", .bool(true)),
            ("has(old.labels.c)", .bool(false)), ("old.labels.?c.orValue(9)", .int(9)),
            ("old.labels[?'b'].orValue(9)", .int(2)), ("xs[?7].orValue(x)", .int(6)), ("xs[?0].orValue(x)", .int(3)),
            ("none.or(some).value()", .int(5)), ("some.or(none).value()", .int(5)),
            ("optional.of(1).or(optional.of(1 / y)).value()", .int(1)),
            // What is not needed is not evaluated, as with `??`.
            ("some.orValue(1 / y)", .int(5)),
        ] as [(String, Value)])
    func optionals(source: String, value: Value) throws {
        #expect(try Sample.value(source).isExactlyEqual(to: value))
    }

    @Test(
        "Errors that another operand makes harmless",
        arguments: [
            ("1 / y > 0 || true", true), ("true || 1 / y > 0", true), ("1 / y > 0 && false", false),
            ("false && 1 / y > 0", false), ("xs.exists(i, i / (i - 3) > 9 || i == 1)", true),
            ("xs.all(i, i / (i - 3) > 9)", false), ("y == 0 ? true : 1 / y > 0", true),
            ("xs.exists(i, 6 / (i - 3) == -6)", true),
        ])
    func absorbed(source: String, value: Bool) throws {
        #expect(try Sample.value(source) == .bool(value))
    }

    @Test(
        "Errors",
        arguments: [
            ("1 / y", .divisionByZero), ("x % y", .divisionByZero), ("9223372036854775807 + x", .overflow),
            ("xs[3]", .indexOutOfRange), ("xs[-1 - y]", .indexOutOfRange), ("old.labels['c']", .noSuchKey),
            ("old.labels.c", .noSuchKey), ("int(s)", .invalidConversion), ("'a'.matches(s + '(')", .invalidPattern),
            ("{s: 1, s + '': 2}", .duplicateKey),
            ("xs.transformMapEntry(n, i, {'k': i})", .duplicateKey), ("cel.bind(a, 1 / y, a)", .divisionByZero),
            ("some.optMap(v, v / y)", .divisionByZero), ("none.value()", .emptyOptional),
            ("timestamp(x * 1000000000000)", .valueOutOfRange), ("[1].filter(i, i > x).max()", .invalidArgument),
            ("1 / y > 0 || false", .divisionByZero), ("1 / y > 0 && true", .divisionByZero),
            ("xs.all(i, 1 / y > 0)", .divisionByZero), ("xs.exists_one(i, 6 / (i - 3) > 0 || i > 0)", nil),
            ("xs.exists_one(i, i == 3 || 1 / y > 0)", .divisionByZero), ("xs.map(i, 6 / (i - 2))", .divisionByZero),
            ("xs.filter(i, 6 / (i - 2) > 0)", .divisionByZero), ("none.orValue(1 / y)", .divisionByZero),
            // The first from left to right is the one that counts.
            ("xs[9] + 1 / y", .indexOutOfRange), ("1 / y + xs[9]", .divisionByZero),
            ("1 / y > 0 || xs[9] > 0", .divisionByZero), ("xs.map(i, i / (i - 3) > 0, xs[9])", .divisionByZero),
            ("xs.map(i, i / (i - 2) > -9, xs[9])", .indexOutOfRange),
        ] as [(String, EvaluationError.Kind?)])
    func errors(source: String, kind: EvaluationError.Kind?) throws {
        #expect(try Sample.failure(source) == kind)
    }

    @Test func anUnguardedFieldFailsOnlyWhenItIsAbsent() throws {
        #expect(try Sample.failure("old.note", .string, demandsGuards: false) == .absentField)
        #expect(try Sample.value("old.other.street", .string, demandsGuards: false) == .string("Elm"))
    }
}
