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
            (
                "-old.big",
                "0..<8 error [expression.no-overload] -uint has no meaning (it takes int, or double, or decimal)"
            ),
            (
                "old.count[0]",
                "0..<12 error [expression.no-overload] int[int] has no meaning (it takes list<T>, int, or map<K, T>, K, or list<T>?, int, or map<K, T>?, K)"
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
                "0..<7 error [expression.no-overload] size(int) has no meaning (it takes string, or bytes, or list<T>, or map<K, T>)"
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
                "{1.5: 2}",
                "1..<4 error [expression.type] a map has keys of type string, int, uint or bool, found double"
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
        "Types are no values, and nothing is dynamic",
        arguments: [
            (
                "dyn(1)",
                "0..<3 error [expression.dynamic] there is no dyn(): every expression has one type, known before it runs"
            ),
            (
                "type(1)",
                "0..<4 error [expression.dynamic] there is no type(): every expression has one type, known before it runs"
            ),
            (
                "int",
                "0..<3 error [expression.dynamic] 'int' is a type, and types are no values here: every type is known already"
            ),
        ])
    func dynamic(source: String, message: String) {
        #expect(issues(source) == [message])
    }

    @Test(
        "Macros and functions with a dot",
        arguments: [
            (
                "cel.bind(1, 2, 3)",
                "9..<10 error [expression.macro] the first argument of cel.bind() is a name"
            ),
            (
                "cel.bind(x, 2)",
                "0..<14 error [expression.macro] cel.bind() takes a name, its value and an expression over it"
            ),
            (
                "cel.bnd(x, 1, x)",
                "0..<7 error [expression.unknown-function] there is no function 'cel.bnd' (did you mean 'cel.bind'?)"
            ),
            (
                "old.items.transformList(i, i, 1)",
                "27..<28 error [expression.macro] both variables of transformList() have the name 'i'"
            ),
            (
                "old.items.transformList(i, 1)",
                "0..<29 error [expression.macro] transformList() takes a name and an expression (write old.items.transformList(i, x, …))"
            ),
            (
                "old.items.transformMapEntry(i, x, x.price)",
                "34..<41 error [expression.type] found double, expected a map with the new entries (write {key: x.price})"
            ),
            (
                "old.items.sortBy(x, [1])",
                "20..<23 error [expression.type] values of type list<int> have no order to sort by"
            ),
            (
                "old.count.optMap(x, x)",
                "0..<9 error [expression.no-overload] optMap() needs an optional, found int (write optional.of(old.count), or the expression itself)"
            ),
            (
                "old.?note.optFlatMap(x, x)",
                "24..<25 error [expression.type] found string, expected an optional (write optMap, or optional.of(x))"
            ),
            (
                "[?old.count]",
                "2..<11 error [expression.type] found int, expected an optional behind the '?' (leave the '?' out: this always has a value)"
            ),
            (
                "'%s'.format(old.items)",
                "5..<11 error [expression.format] format() takes its arguments as a list that is written out (write '%s'.format([a, b]))"
            ),
            (
                "[].all(x, x > 0 && x == 'a')",
                "19..<27 error [expression.no-overload] int == string has no meaning (it takes T, T)"
            ),
            (
                "[].all(x, [x, 1] == [] || [x, 'a'] == [])",
                "0..<41 error [expression.undetermined] nothing determines the type of 'x', and its uses differ"
            ),
        ])
    func macros(source: String, message: String) {
        #expect(issues(source) == [message])
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
