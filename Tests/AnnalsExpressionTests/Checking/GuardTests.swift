import AnnalsDiagnostics
import Testing

@testable import AnnalsExpression

/// Optional fields: what protects an access, and what happens without protection.
@Suite struct GuardTests {
    @Test(
        "A guard makes the access total",
        arguments: [
            ("has(old.note) ? old.note : ''", #"if(has(old.note), present(old.note), "")"#),
            ("!has(old.note) ? '' : old.note", #"if(not(has(old.note)), "", present(old.note))"#),
            ("has(old.note) && old.note == 'a'", #"and(has(old.note), equal(present(old.note), "a"))"#),
            ("!has(old.note) || old.note == 'a'", #"or(not(has(old.note)), equal(present(old.note), "a"))"#),
            ("old.note != null ? old.note : ''", #"if(optional.hasValue(old.note), present(old.note), "")"#),
            ("old.note == null ? '' : old.note", #"if(not(optional.hasValue(old.note)), "", present(old.note))"#),
            ("null != old.note ? old.note : ''", #"if(optional.hasValue(old.note), present(old.note), "")"#),
            ("old.note.hasValue() ? old.note : ''", #"if(optional.hasValue(old.note), present(old.note), "")"#),
            (
                "has(old.note) && has(old.discount) ? old.note + string(old.discount) : ''",
                #"if(and(has(old.note), has(old.discount)), string.add(present(old.note), int.string(present(old.discount))), "")"#
            ),
            (
                "!has(old.note) || !has(old.discount) ? '' : old.note + string(old.discount)",
                #"if(or(not(has(old.note)), not(has(old.discount))), "", string.add(present(old.note), int.string(present(old.discount))))"#
            ),
            ("has(old.billing) ? old.billing.city : ''", #"if(has(old.billing), present(old.billing).city, "")"#),
            ("has(old.note) && !(old.note == 'a')", #"and(has(old.note), not(equal(present(old.note), "a")))"#),
            ("limit != null ? limit : 1", "if(optional.hasValue(limit), present(limit), 1)"),
            (
                "old.items.map(i, has(old.note) ? old.note : i.productId)",
                "map(old.items, i, if(has(old.note), present(old.note), i.productId))"
            ),
            (
                "has(old.`content-type`) ? old.`content-type` : ''",
                #"if(has(old.content-type), present(old.content-type), "")"#
            ),
            ("old.?note.orValue('')", #"optional.orValue(old.?note, "")"#),
            ("old.note.orValue('')", #"optional.orValue(old.note, "")"#),
            ("old.?billing.?city.orValue('')", #"optional.orValue(old.?billing.?city, "")"#),
            ("old.items[?0].?price.orValue(0.0)", "optional.orValue(list.optionalIndex(old.items, 0).?price, 0.0)"),
            // Behind a .? every access is optional too.
            ("old.?billing.city.orValue('')", #"optional.orValue(old.?billing.?city, "")"#),
            (
                "(old.isPaid ? old.?note : optional.none()).orValue('')",
                #"optional.orValue(if(old.isPaid, old.?note, null), "")"#
            ),
            (
                "(old.isPaid ? old.note : optional.of('a')).orValue('')",
                #"optional.orValue(if(old.isPaid, old.note, optional.of("a")), "")"#
            ),
            ("old.note == null", "not(optional.hasValue(old.note))"),
            ("old.labels[?'a'].orValue('')", #"optional.orValue(map.optionalIndex(old.labels, "a"), "")"#),
        ])
    func total(source: String, outline: String) {
        #expect(Shop.outline(source) == outline)
    }

    @Test(
        "Without a guard it is an error where guards are demanded",
        arguments: [
            ("old.note + '!'", "0..<8"), ("has(old.note) ? '' : old.note", "21..<29"),
            ("has(old.note) || old.note == 'a'", "17..<25"), ("!has(old.note) && old.note == 'a'", "18..<26"),
            ("has(old.discount) ? old.note : ''", "20..<28"),
            ("(has(old.note) || old.isPaid) && old.note == ''", "33..<41"),
            ("old.billing.city", "0..<11"), ("has(old.billing.city)", "4..<15"), ("size(old.note)", "5..<13"),
            ("[old.note]", "1..<9"), ("optional.of(old.note)", "12..<20"),
            ("old.isPaid && has(old.note) || old.note == ''", "31..<39"),
        ])
    func unguarded(source: String, place: String) {
        let issues = Shop.check(source).issues
        #expect(
            issues.filter { $0.severity == .error }.map { "\($0.range) \($0.rule)" } == [
                "\(place) expression.unguarded-optional"
            ])
    }

    @Test(
        "A value is demanded of an optional that is no field",
        arguments: [
            (
                "old.?note + 'a'",
                "0..<9 error [expression.optional] this is optional (string?) and may have no value (write old.?note.orValue(''))"
            ),
            (
                "old.isPaid ? old.?note : 'a'",
                "13..<22 error [expression.optional] this is optional (string?) and may have no value (write old.?note.orValue(''))"
            ),
            (
                "old.?items[0].price > 1.0",
                "0..<19 error [expression.optional] this is optional (double?) and may have no value (write old.?items[0].price.orValue(0.0))"
            ),
        ])
    func optionals(source: String, message: String) {
        #expect(Shop.check(source).issues.map(\.shown) == [message])
    }

    @Test func theMessageShowsTwoWaysOut() throws {
        let issue = try #require(Shop.check("old.discount + 1").issues.first)
        #expect(issue.message == "old.discount may be absent")
        #expect(issue.suggestion == "write old.?discount.orValue(0) or has(old.discount) ? old.discount : 0")
    }

    @Test(
        "Where guards are not demanded, an unguarded access can fail",
        arguments: [
            ("old.discount + 1", "int.add(required(old.discount)!, 1)!"),
            ("old.billing.city", "required(old.billing)!.city!"),
            ("has(old.note) ? old.note : ''", #"if(has(old.note), present(old.note), "")"#),
        ])
    func lenient(source: String, outline: String) {
        #expect(Shop.outline(source, demandsGuards: false) == outline)
    }

    /// The right side of `&&` and `||` runs also after the left has failed, so a guard there proves nothing.
    @Test func aGuardThatCanFailProvesNothing() {
        #expect(
            Shop.outline("10 / old.count > 1 && has(old.note) && old.note == 'a'")
                == #"and(and(int.greater(int.divide(10, old.count)!, 1)!, has(old.note))!, equal(required(old.note)!, "a")!)!"#
        )
        // A branch runs only after its condition has not failed.
        #expect(
            Shop.outline("10 / old.count > 1 && has(old.note) ? old.note : ''")
                == #"if(and(int.greater(int.divide(10, old.count)!, 1)!, has(old.note))!, present(old.note), "")!"#)
    }

    /// A name with a dot in backticks is not the path of two names.
    @Test func quotedNamesAreNotPaths() {
        let record = RecordName("R", version: 1)
        let inner = RecordName("I", version: 1)
        let environment = TypeEnvironment(
            variables: ["x": .record(record)],
            records: [
                record: [Shop.field("a.b", .optional(.int)), Shop.field("a", .record(inner))],
                inner: [Shop.field("b", .optional(.int))],
            ])
        let checker = ExpressionChecker(environment)
        #expect(checker.check("has(x.`a.b`) ? x.a.b : 0", expected: .int).expression == nil)
        #expect(checker.check("has(x.`a.b`) ? x.`a.b` : 0", expected: .int).expression != nil)
    }

    /// The variable of a macro hides a guarded root of the same name.
    @Test func hiddenNamesLoseTheirGuards() {
        #expect(Shop.check("limit != null && old.maybes.exists(limit, limit > 1)").expression == nil)
        #expect(Shop.check("old.maybes.exists(limit, limit != null && limit > 1)").expression != nil)
    }
}
