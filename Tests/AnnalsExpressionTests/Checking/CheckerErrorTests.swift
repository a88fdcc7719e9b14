import Testing

@testable import AnnalsExpression

@Suite struct CheckerErrorTests {
    private func issues(_ source: String, _ expected: ExpressionType? = nil) -> [String] {
        Shop.check(source, expected).issues.map(\.shown)
    }

    @Test(
        "Unknown names are answered with the nearest known one",
        arguments: [
            (
                "odl.count",
                "0..<3 error [expression.unknown-name] 'odl' is not known here; in scope are limit, old (did you mean 'old'?)"
            ),
            (
                "count + 1",
                "0..<5 error [expression.unknown-name] 'count' is not known here; in scope are limit, old (write old.count)"
            ),
            (
                "old.isPayed",
                "4..<11 error [expression.unknown-field] Order@1 has no field 'isPayed'; it has \(Shop.orderFields) (did you mean 'isPaid'?)"
            ),
            (
                "has(old.isPayed)",
                "8..<15 error [expression.unknown-field] Order@1 has no field 'isPayed'; it has \(Shop.orderFields) (did you mean 'isPaid'?)"
            ),
            (
                "old.?notes",
                "5..<10 error [expression.unknown-field] Order@1 has no field 'notes'; it has \(Shop.orderFields) (did you mean 'note'?)"
            ),
            (
                "old.shippingAddress.splitt(',')",
                "20..<26 error [expression.unknown-function] there is no method 'splitt' (did you mean 'split'?)"
            ),
            (
                "split(old.shippingAddress, ',')",
                "0..<5 error [expression.unknown-function] there is no function 'split' (write old.shippingAddress.split(','))"
            ),
            (
                "old.shippingAddress.string()",
                "20..<26 error [expression.unknown-function] there is no method 'string' (write it as a function: string(x))"
            ),
            (
                "Adress{street: 'a'}",
                "0..<6 error [expression.unknown-type] there is no record type 'Adress' (did you mean 'Address'?)"
            ),
            (
                "LineItem.v3{}",
                "0..<11 error [expression.unknown-type] there is no record type 'LineItem.v3' (did you mean 'LineItem'?)"
            ),
            (
                "old.count.size",
                "0..<14 error [expression.no-field] old.count is of type int and has no fields, so there is no 'size' (write old.count.size() to call the method)"
            ),
            ("'a'.b", "0..<5 error [expression.no-field] 'a' is of type string and has no fields, so there is no 'b'"),
        ])
    func unknownNames(source: String, message: String) {
        #expect(issues(source) == [message])
    }

    @Test(
        "Operators and functions say which types they found and what to write",
        arguments: [
            (
                "old.count * old.total",
                "0..<21 error [expression.no-overload] int * double has no meaning (numeric types do not mix: write double(old.count) * old.total)"
            ),
            (
                "old.total + old.count",
                "0..<21 error [expression.no-overload] double + int has no meaning (numeric types do not mix: write old.total + double(old.count))"
            ),
            (
                "old.big + old.count",
                "0..<19 error [expression.no-overload] uint + int has no meaning (numeric types do not mix: write int(old.big) + old.count)"
            ),
            (
                "1 == 1.0",
                "0..<8 error [expression.no-overload] int == double has no meaning (numeric types do not mix: write double(1) == 1.0)"
            ),
            (
                "'n: ' + old.count",
                "0..<17 error [expression.no-overload] string + int has no meaning (write 'n: ' + string(old.count))"
            ),
            ("-old.big", "0..<8 error [expression.no-overload] -uint has no meaning (it takes int, or double)"),
            (
                "old.count[0]",
                "0..<12 error [expression.no-overload] int[int] has no meaning (it takes list<T>, int, or map<T>, string)"
            ),
            (
                "old.isPaid < 1",
                "0..<14 error [expression.no-overload] bool < int has no meaning (it takes bool, bool, or int, int, or uint, uint, or double, double, or string, string, or bytes, bytes)"
            ),
            (
                "old.shippingAddress.split(1)",
                "0..<28 error [expression.no-overload] string.split(int) has no meaning (it takes string, string, or string, string, int)"
            ),
            (
                "size(1)",
                "0..<7 error [expression.no-overload] size(int) has no meaning (it takes string, or bytes, or list<T>, or map<T>)"
            ),
            (
                "[1] < [2]",
                "0..<9 error [expression.no-overload] list<int> < list<int> has no meaning (it takes bool, bool, or int, int, or uint, uint, or double, double, or string, string, or bytes, bytes)"
            ),
        ])
    func overloads(source: String, message: String) {
        #expect(issues(source) == [message])
    }

    @Test(
        "Types that do not fit together",
        arguments: [
            (
                "true ? 1 : 'a'",
                "0..<14 error [expression.type] the branches of ? : have different types: int and string"
            ),
            (
                "true ? 1 : 1.5",
                "0..<14 error [expression.type] the branches of ? : have different types: int and double (numeric types do not mix: write double(1))"
            ),
            ("[1, 'a']", "4..<7 error [expression.type] the elements of a list have different types: int and string"),
            (
                "{'a': 1, 'b': true}",
                "14..<18 error [expression.type] the values of a map have different types: int and bool"
            ),
            ("{'a': 1, 'a': 2}", "9..<12 error [expression.duplicate-key] the key 'a' stands twice in this map"),
            (
                "{1: 2}",
                "1..<2 error [expression.not-supported] a map with keys of type int: keys are strings is not yet supported"
            ),
            ("!old.count", "1..<10 error [expression.type] found int, expected bool"),
            ("old.count ? 1 : 2", "0..<9 error [expression.type] found int, expected bool"),
            ("old.isPaid && 1", "14..<15 error [expression.type] found int, expected bool"),
            ("old.items.filter(i, i.quantity)", "20..<30 error [expression.type] found int, expected bool"),
            ("old.count.map(x, x)", "10..<13 error [expression.no-overload] map() needs a list or a map, found int"),
            (
                "old.items.map(i)",
                "0..<16 error [expression.macro] map() takes a name and an expression (write old.items.map(x, …))"
            ),
            (
                "old.items.map(1, 2)",
                "14..<15 error [expression.macro] the first argument of map() is the name of an element"
            ),
            ("has(old)", "0..<8 error [expression.has] has() takes the access to one field (write has(old.field))"),
            ("old.count == null", "0..<17 error [expression.null] old.count is never null: its type is int"),
            ("[]", "0..<2 error [expression.undetermined] the type of the elements is not determined here"),
        ])
    func types(source: String, message: String) {
        #expect(issues(source) == [message])
    }

    @Test(
        "The place demands a type",
        arguments: [
            (
                "old.count", .string,
                "0..<9 error [expression.type] found int, expected string (write string(old.count))"
            ),
            (
                "'x'", .list(.string),
                "0..<3 error [expression.type] found string, expected list<string> (write ['x'] for a list of one)"
            ),
            (
                "['x']", .string,
                "0..<5 error [expression.type] found list<string>, expected string (write (['x'])[?0].orValue(…) for the first)"
            ),
            ("null", .int, "0..<4 error [expression.null] null is no value of type int"),
            (
                "'shiped'", .enumeration(Shop.status),
                "0..<8 error [expression.enum-value] 'shiped' is no value of OrderStatus; expected one of 'draft', 'created', 'shipped' (did you mean 'shipped'?)"
            ),
            ("'abc'", .uuid, "0..<5 error [expression.literal] 'abc' is no uuid"),
            ("'2026-02-30'", .date, "0..<12 error [expression.literal] '2026-02-30' is no date"),
            ("'no uri'", .uri, "0..<8 error [expression.literal] 'no uri' is no uri"),
            ("3000000000", .int32, "0..<10 error [expression.literal] 3000000000 does not fit in an int32"),
            (
                "Address{street: 'a'}", .record(RecordName("Address", version: 1)),
                "0..<7 error [expression.missing-field] Address@1 needs 'city' too"
            ),
            (
                "Address{street: 'a', city: 1}", nil,
                "27..<28 error [expression.type] found int, expected string (write string(1))"
            ),
            (
                "Address{street: 'a', city: 'b', town: 'c'}", nil,
                "32..<36 error [expression.unknown-field] Address@1 has no field 'town'"
            ),
            (
                "Address{street: 'a', city: 'b', city: 'c'}", nil,
                "32..<36 error [expression.duplicate-field] the field 'city' is set twice"
            ),
        ] as [(String, ExpressionType?, String)])
    func places(source: String, expected: ExpressionType?, message: String) {
        #expect(issues(source, expected) == [message])
    }

    @Test(
        "What later versions bring is refused by name",
        arguments: [
            ("cel.bind(x, 1, x)", "0..<8", "cel.bind"), ("dyn(1)", "0..<3", "dyn()"), ("type(1)", "0..<4", "type()"),
            ("'%s'.format([1])", "5..<11", "format()"), ("math.greatest(1, 2)", "0..<13", "math.greatest"),
            ("sets.contains([1], [1])", "0..<13", "sets.contains"), ("base64.encode(b'a')", "0..<13", "base64.encode"),
            ("regex.extract('a', 'b')", "0..<13", "regex.extract"),
            ("old.items.all(i, v, true)", "0..<25", "all() with two variables"),
            ("old.items.transformList(i, v, v)", "10..<23", "transformList()"),
            ("old.note.optMap(n, n)", "9..<15", "optMap()"),
            ("int", "0..<3", "a type as a value ('int')"),
            ("old.time.getHours('Europe/Berlin')", "0..<34", "a time zone"),
            ("optional.ofNonZeroValue(1)", "9..<23", "optional.ofNonZeroValue"),
        ])
    func later(source: String, place: String, what: String) {
        #expect(issues(source) == ["\(place) error [expression.not-supported] \(what) is not yet supported"])
    }

    @Test func allMistakesAreReportedInTheirOrder() {
        let source = "Address{street: old.nothing, city: 1, country: split('a')} == old.items[0].price + nowhere"
        #expect(
            Shop.check(source).issues.map { "\($0.range) \($0.rule)" } == [
                "20..<27 expression.unknown-field", "35..<36 expression.type", "47..<52 expression.unknown-function",
                "83..<90 expression.unknown-name",
            ])
    }

    @Test func macrosNestFourDeep() {
        func nested(_ depth: Int) -> String {
            depth == 0 ? "true" : "old.items.all(x\(depth), \(nested(depth - 1)))"
        }
        #expect(Shop.check(nested(4)).expression != nil)
        #expect(Shop.check(nested(5)).issues.map(\.message) == ["macros nest deeper than 4 levels"])
    }

    @Test(
        "Warnings leave the expression usable",
        arguments: [
            (
                "has(old.count)",
                "0..<14 warning [expression.has-required] 'count' is always there, so has() is always true"
            ),
            (
                "old.status == 'shiped'",
                "14..<22 warning [expression.enum-value] 'shiped' is no value of OrderStatus, so this is never equal (did you mean 'shipped'?)"
            ),
            ("1 / 0", "0..<5 warning [expression.always-fails] this always fails: it divides by zero"),
            ("old.count % 0", "0..<13 warning [expression.always-fails] this always fails: it divides by zero"),
            (
                "9223372036854775807 + 1",
                "0..<23 warning [expression.always-fails] this always fails: the result does not fit in 64 bits"
            ),
            (
                "0u - 1u",
                "0..<7 warning [expression.always-fails] this always fails: the result does not fit in 64 bits"
            ),
            (
                "[1, 2][2]",
                "0..<9 warning [expression.always-fails] this always fails: the list has 2 elements, counted from 0"
            ),
            (
                "old.items[-1].price",
                "0..<13 warning [expression.always-fails] this always fails: an index counts from 0"
            ),
        ])
    func warnings(source: String, message: String) {
        let outcome = Shop.check(source)
        #expect(outcome.issues.map(\.shown) == [message])
        #expect(outcome.expression != nil)
    }
}
