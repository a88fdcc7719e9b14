import Testing

@testable import AnnalsExpression

/// Represented types: what an expression sees, and what its place gets.
@Suite struct CoercionTests {
    static let status = ExpressionType.enumeration(Shop.status)

    @Test(
        "Operators see what a represented type represents",
        arguments: [
            ("old.small + 1", "int.add(int32ToInt(old.small), 1)!"),
            ("old.orderId + ''", #"string.add(uuidToString(old.orderId), "")"#),
            ("old.homepage.size()", "string.size(uriToString(old.homepage))"),
            ("old.day < '2026-01-01'", #"string.less(dateToString(old.day), "2026-01-01")"#),
            ("old.status == 'draft'", #"equal(enumerationToString(old.status), "draft")"#),
            ("old.status in ['draft']", #"list.in(enumerationToString(old.status), ["draft"])"#),
            ("'draft' in old.history", #"list.in("draft", elements.enumerationToString(old.history))"#),
            ("old.history.map(h, h + '!')", #"map(old.history, h, string.add(enumerationToString(h), "!"))"#),
            ("[old.status, 'x']", #"[enumerationToString(old.status), "x"]"#),
            ("[old.status, old.status]", "[old.status, old.status]"),
            ("size(old.history)", "list.size(old.history)"),
        ])
    func views(source: String, outline: String) {
        #expect(Shop.outline(source) == outline)
    }

    @Test(
        "The place gets its own type",
        arguments: [
            ("old.status", status, "old.status"), ("old.count", .optional(.int), "wrap(old.count)"),
            ("old.note", .optional(.string), "old.note"), ("null", .optional(.int), "null"),
            ("optional.none()", .optional(.int), "null"), ("old.small", .int, "int32ToInt(old.small)"),
            ("old.count", .int32, "intToInt32(old.count)!"), ("old.orderId", .string, "uuidToString(old.orderId)"),
            ("old.userId", .uuid, "stringToUUID(old.userId)!"),
            ("old.userId", status, "stringToEnumeration(old.userId)!"),
            ("old.history", .list(.string), "elements.enumerationToString(old.history)"),
            ("old.items[?0].?productId", .optional(.string), "list.optionalIndex(old.items, 0).?productId"),
        ] as [(String, ExpressionType, String)])
    func places(source: String, expected: ExpressionType, outline: String) {
        #expect(Shop.outline(source, expected) == outline)
        #expect(Shop.check(source, expected).expression?.root.type == expected)
    }

    /// A literal is decided when the schema loads, wherever it stands on its way to the place.
    @Test(
        "Literals of represented types cannot fail",
        arguments: [
            ("'draft'", status, #"stringToEnumeration("draft")"#),
            ("'draft'", .optional(status), #"wrap(stringToEnumeration("draft"))"#),
            ("5", .int32, "5"), ("-5", .optional(.int32), "wrap((-5))"),
            (
                "'00000000-0000-0000-0000-000000000000'", .uuid,
                #"stringToUUID("00000000-0000-0000-0000-000000000000")"#
            ),
            ("'2026-01-31'", .date, #"stringToDate("2026-01-31")"#),
            (
                "old.isPaid ? 'created' : 'draft'", status,
                #"if(old.isPaid, stringToEnumeration("created"), stringToEnumeration("draft"))"#
            ),
            ("old.isPaid ? old.status : 'draft'", status, #"if(old.isPaid, old.status, stringToEnumeration("draft"))"#),
            (
                "has(old.oldStatus) ? old.oldStatus : 'draft'", status,
                #"if(has(old.oldStatus), present(old.oldStatus), stringToEnumeration("draft"))"#
            ),
            (
                "old.oldStatus.orValue('draft')", status,
                #"optional.orValue(old.oldStatus, stringToEnumeration("draft"))"#
            ),
            ("['draft', 'created']", .list(status), #"[stringToEnumeration("draft"), stringToEnumeration("created")]"#),
            ("old.items.map(i, 'draft')", .list(status), #"map(old.items, i, stringToEnumeration("draft"))"#),
            ("{'a': 'draft'}", .map(.string, status), #"{"a": stringToEnumeration("draft")}"#),
            (
                "old.history.filter(h, h != 'draft')", .list(status),
                #"filter(old.history, h, notEqual(enumerationToString(h), "draft"))"#
            ),
            ("old.isPaid ? 1 : 2", .int32, "if(old.isPaid, 1, 2)"),
        ] as [(String, ExpressionType, String)])
    func literals(source: String, expected: ExpressionType, outline: String) {
        #expect(Shop.outline(source, expected) == outline)
        #expect(Shop.check(source, expected).expression?.canFail == false)
        #expect(Shop.check(source, expected).expression?.root.type == expected)
    }

    @Test(
        "A wrong literal is found inside too",
        arguments: ["old.isPaid ? 'created' : 'drafd'", "['drafd']", "old.items.map(i, 'drafd')"])
    func wrongLiterals(source: String) {
        let expected: ExpressionType = source.contains("?") ? Self.status : .list(Self.status)
        let issues = Shop.check(source, expected).issues
        #expect(issues.map(\.suggestion) == ["did you mean 'draft'?"])
        #expect(issues.map { Array(source.utf8)[$0.range] }.map { String(decoding: $0, as: UTF8.self) } == ["'drafd'"])
    }

    @Test(
        "A constructor makes the version that the place demands, else the newest, or the one it names",
        arguments: [
            ("LineItem{productId: 'a', quantity: 1, price: 1.0}", .record(RecordName("LineItem", version: 1)), 1),
            ("LineItem{productId: 'a', quantity: 1, price: 1.0}", nil, 2),
            ("LineItem.v1{productId: 'a', quantity: 1, price: 1.0}", nil, 1),
            ("LineItem.v2{productId: 'a', quantity: 1, price: 1.0, taxRate: 0.1}", nil, 2),
        ] as [(String, ExpressionType?, Int)])
    func constructors(source: String, expected: ExpressionType?, version: Int) {
        #expect(Shop.check(source, expected).expression?.root.type == .record(RecordName("LineItem", version: version)))
    }

    @Test func aConstructorInsideAListAndAMacroMakesTheDemandedVersion() {
        let demanded = ExpressionType.list(.record(RecordName("LineItem", version: 1)))
        for source in [
            "[LineItem{productId: 'a', quantity: 1, price: 1.0}]",
            "old.items.map(i, LineItem{productId: i.productId, quantity: i.quantity, price: i.price})",
            "old.isPaid ? [LineItem{productId: 'a', quantity: 1, price: 1.0}] : []",
        ] {
            #expect(Shop.check(source, demanded).expression?.root.type == demanded, "\(source)")
        }
        // The other version is another type.
        let other = Shop.check(
            "LineItem.v2{productId: 'a', quantity: 1, price: 1.0}", .record(RecordName("LineItem", version: 1)))
        #expect(other.issues.map(\.message) == ["found LineItem@2, expected LineItem@1"])
    }

    @Test(
        "No open type is left",
        arguments: [
            "size([])", "[] == []", "[].exists(x, true)", "old.isPaid ? [] : [1]", "[[], [1]]",
            "({} == {}) && [] + [] == [1]", "old.isPaid ? (old.isPaid ? [] : []) : ['a']", "[].map(x, x) == [1]",
        ])
    func openTypes(source: String) throws {
        let root = try #require(Shop.check(source).expression?.root)
        #expect(root.allNodes.allSatisfy { !$0.type.isOpen })
    }
}
