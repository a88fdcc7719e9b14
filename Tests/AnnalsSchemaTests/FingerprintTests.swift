import AnnalsSchema
import Testing

/// What counts for a fingerprint and what does not.
struct FingerprintTests {
    private func shape(_ fields: String, types: String = "") throws -> CanonicalShape {
        let (schema, diagnostics) = load(PlacedEvent.schema(versions: [fields], types: types))
        let loaded = try #require(schema, "\(diagnostics)")
        return CanonicalShape(try #require(loaded.event("Placed")?.versions[0]), in: loaded)
    }

    @Test func theFormIsFixed() throws {
        let types =
            "Money: { type: int, minimum: 0 }\nTree: { fields: { children: list<Tree>, color: Color } }\nColor: { enum: [red, blue] }"
        let text = try shape(
            "price: { type: Money, default: 1 }\ntree: Tree?\nnames: { type: map<string>, values: { maxLength: 3 } }",
            types: types
        ).text
        #expect(
            text
                == #"{"fields":{"names":{"map":{"maxLength":3,"type":"string"}},"orderId":{"type":"uuid"},"price":{"default":1,"minimum":0,"type":"int"},"tree":{"fields":{"children":{"list":{"recursion":0}},"color":{"enum":["blue","red"]}},"optional":true}}}"#
        )
    }

    @Test func rulesCountByIdAndExpression() throws {
        func shape(_ rules: String) throws -> CanonicalShape {
            let text =
                "annals: 1\naggregates:\n  A: { id: { id: int }, ignore: [E] }\nevents:\n  E:\n    aggregate: A\n"
                + "    fields: { id: int, b: int }\n    rules: [\(rules)]\n"
            let (schema, diagnostics) = load(SchemaSource(path: "test.yaml", text: text))
            let loaded = try #require(schema, "\(diagnostics)")
            return CanonicalShape(try #require(loaded.event("E")?.versions[0]), in: loaded)
        }
        let one = "{ id: x, expression: this.b > this.id }"
        #expect(
            try shape(one).text
                == #"{"fields":{"b":{"type":"int"},"id":{"type":"int"}},"rules":{"x":"this . b > this . id "}}"#)
        #expect(try shape(one) == shape("{ id: x, expression: this.b   > this.id, message: other words }"))
        #expect(try shape(one) != shape("{ id: y, expression: this.b > this.id }"))
        #expect(try shape(one) != shape("{ id: x, expression: this.b >= this.id }"))
        #expect(try shape("").text == #"{"fields":{"b":{"type":"int"},"id":{"type":"int"}}}"#)
    }

    @Test(arguments: [
        ("a: int\nb: string", "b: string\na: int"), ("a: int", "a: { type: int, description: What it is. }"),
        ("a: int", "a:\n  type:   int  # a comment"),
        ("a: { type: int, minimum: 1 }", "a: { type: int, exclusiveMinimum: 0 }"),
        ("a: { type: double, default: 1 }", "a: { type: double, default: 1.0 }"),
        ("a: { type: double, minimum: 1.50 }", "a: { type: double, minimum: 1.5 }"),
    ])
    func whatDoesNotChangeTheMeaningDoesNotCount(left: String, right: String) throws {
        #expect(try shape(left) == shape(right))
        #expect(try shape(left).fingerprint == shape(right).fingerprint)
    }

    @Test(arguments: [
        ("a: int", "a: int?"), ("a: int", "b: int"), ("a: int", "a: int32"), ("a: int", "a: { type: int, default: 0 }"),
        ("a: { type: int, default: 0 }", "a: { type: int, default: 1 }"), ("a: int", "a: { type: int, minimum: 0 }"),
        ("a: list<int>", "a: map<int>"), ("a: list<int>", "a: { type: list<int>, items: { minimum: 0 } }"),
        ("a: list<int>", "a: list<int?>"), ("a: list<int>?", "a: list<int?>"),
    ])
    func whatChangesTheMeaningCounts(left: String, right: String) throws {
        #expect(try shape(left) != shape(right))
        #expect(try shape(left).fingerprint != shape(right).fingerprint)
    }

    @Test func namesOfTypesAreNoPartOfAShape() throws {
        let left = try shape("a: Money", types: "Money: { type: int, minimum: 0 }")
        #expect(try left == shape("a: { type: int, minimum: 0 }"))
        let record = try shape("a: Address", types: "Address: { fields: { street: string } }")
        #expect(try record == shape("a: Place", types: "Place: { fields: { street: string } }"))
    }

    @Test func aStepIsItsMeaning() throws {
        func fingerprint(_ upcast: String) throws -> String {
            let (schema, diagnostics) = load(
                PlacedEvent.schema(versions: ["a: int", "b: int"], upcast: "upcast: { b: \(upcast) }"))
            return try #require(schema?.event("Placed")?.versions[1].upcast?.fingerprint, "\(diagnostics)")
        }
        #expect(try fingerprint("old.a + 1") == fingerprint("old.a  +  1"))
        #expect(try fingerprint("old.a + 1") != fingerprint("old.a + 2"))
        #expect(try fingerprint("old.a + 1") != fingerprint("1 + old.a"))
        #expect(try fingerprint("{ value: old.a, because: so }") == fingerprint("old.a"))
    }

    @Test func aProjectionDependsOnTheStepsOfTheTypesThatItsEventsHaveAndOnNoOthers() throws {
        func fingerprint(item: String, other: String) throws -> String {
            func type(_ value: String) -> String {
                "{ versions: { 1: { fields: { a: int } }, 2: { fields: { a: int, b: int }, upcast: { b: \(value) } } } }"
            }
            let types = "Item: \(type(item))\nOther: \(type(other))\nBox: { fields: { items: list<Item@2> } }"
            let projection = """
                annals: 1
                projections:
                  Orders:
                    key: { orderId: uuid }
                    columns: { items: { type: int, default: 0 } }
                    on: { Placed: { upsert: { items: "has(event.box) ? size(event.box.items) : 0" } } }
                """
            let (schema, diagnostics) = load(
                PlacedEvent.schema(versions: ["box: Box?"], types: types),
                SchemaSource(path: "views.yaml", text: projection))
            let loaded = try #require(schema, "\(diagnostics)")
            return loaded.fingerprint(of: try #require(loaded.projections.first))
        }
        let base = try fingerprint(item: "old.a", other: "old.a")
        #expect(try base != fingerprint(item: "old.a + 1", other: "old.a"))
        #expect(try base == fingerprint(item: "old.a", other: "old.a + 1"))
    }

    @Test func aProjectionDependsOnAllThatItReads() throws {
        func fingerprint(_ column: String, _ value: String, _ eventFields: [String]) throws -> String {
            let projection = """
                annals: 1
                projections:
                  Orders:
                    key: { orderId: uuid }
                    columns: { n: \(column) }
                    on: { Placed: { upsert: { n: \(value) } } }
                """
            let (schema, diagnostics) = load(
                PlacedEvent.schema(versions: eventFields), SchemaSource(path: "views.yaml", text: projection))
            let loaded = try #require(schema, "\(diagnostics)")
            return loaded.fingerprint(of: try #require(loaded.projections.first))
        }
        let base = try fingerprint("int", "event.a", ["a: int"])
        #expect(try base == fingerprint("int", "event . a", ["a: int"]))
        #expect(try base != fingerprint("{ type: int, default: 0 }", "event.a", ["a: int"]))
        #expect(try base != fingerprint("int", "event.a + 1", ["a: int"]))
        // What nobody reads does not count.
        #expect(try base == fingerprint("int", "event.a", ["a: int\nb: int"]))
        #expect(try base == fingerprint("int", "event.a", ["a: int", "a: int\nb: int?"]))
    }

    @Test func aProjectionDependsOnlyOnWhatItReads() throws {
        func fingerprint(_ versions: [String], upcast: String = "") throws -> String {
            let projection = """
                annals: 1
                projections:
                  Orders:
                    key: { orderId: uuid }
                    columns: { total: { type: int, default: 0 } }
                    on: { Placed: { upsert: { total: event.total } } }
                """
            let (schema, diagnostics) = load(
                PlacedEvent.schema(versions: versions, upcast: upcast),
                SchemaSource(path: "views.yaml", text: projection))
            let loaded = try #require(schema, "\(diagnostics)")
            return loaded.fingerprint(of: try #require(loaded.projections.first))
        }
        let first = try fingerprint(["total: int\nnote: string?"])
        // A version that leaves the total as it was, and an edit of a field that nobody reads.
        #expect(try fingerprint(["total: int\nnote: string?", "total: int\nnote: string?\nstars: int?"]) == first)
        #expect(try fingerprint(["total: int\nnote: { type: string, default: none }"]) == first)
        // Another shape of the total, and a total that comes from something else.
        #expect(try fingerprint(["total: { type: int, minimum: 0 }\nnote: string?"]) != first)
        let renamed = try fingerprint(["sum: int", "total: int"], upcast: "upcast: { total: old.sum }")
        #expect(renamed != first)
        #expect(try fingerprint(["sum: int", "total: int"], upcast: "upcast: { total: old.sum + 1 }") != renamed)
    }

    @Test func aProcessDependsOnWhatItsStateFollowsFrom() throws {
        func fingerprint(
            _ reaction: String, timeout: String = "end: true", state: String = "n: { type: int, default: 0 }",
            event: String = "a: int", amount: String = "event.a"
        ) throws -> String {
            let process = """
                annals: 1
                commands: { Pay: { fields: { amount: int } } }
                processes:
                  Paying:
                    key: { orderId: uuid }
                    state: { \(state) }
                    on:
                      Placed:
                        start: true
                        emit: [{ Pay: { amount: \(amount) } }]
                        after: { late: "duration('1h')" }
                        \(reaction)
                    timeouts: { late: { \(timeout) } }
                """
            let (schema, diagnostics) = load(
                PlacedEvent.schema(versions: [event]), SchemaSource(path: "processes.yaml", text: process))
            let loaded = try #require(schema, "\(diagnostics)")
            return loaded.fingerprint(of: try #require(loaded.processes.first))
        }
        let base = try fingerprint("set: { n: event.a }")
        #expect(try fingerprint("set: { n: event . a }") == base)
        // Commands change no state, and what nobody reads changes nothing.
        #expect(try fingerprint("set: { n: event.a }", amount: "event.a + 1") == base)
        #expect(try fingerprint("set: { n: event.a }", event: "a: int\nb: int") == base)
        for other in [
            try fingerprint("set: { n: event.a + 1 }"), try fingerprint("set: { n: event.a }\n        end: true"),
            try fingerprint("set: { n: event.a }\n        when: event.a > 0"),
            try fingerprint("set: { n: event.a }", timeout: "set: { n: 1 }"),
            try fingerprint("set: { n: event.a }", state: "n: { type: int, default: 1 }"),
            try fingerprint("set: { n: event.a }", event: "a: { type: int, minimum: 0 }"),
        ] {
            #expect(other != base)
        }
    }
}
