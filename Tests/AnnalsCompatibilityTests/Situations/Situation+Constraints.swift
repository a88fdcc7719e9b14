extension Situation {
    /// Groups C (enums), D (constraints), E (unions) and F (nesting).
    static let constraints = [
        Situation(
            "C01", "b: { type: Size@1 }", "b: { type: Size@2 }",
            types: "Size:\n  versions:\n    1: { enum: [small] }\n    2: { enum: [small, large] }"),
        Situation("C02", .types("{ enum: [small, large] }", "{ enum: [small] }", others: "")),
        Situation("C03", .types("{ enum: [small] }", "{ enum: [little] }", others: "")),
        Situation(
            "C04", "b: { type: Size@1 }", "b: { type: Size@2 }",
            types: "Size:\n  versions:\n    1: { enum: [small, large] }\n    2: { enum: [large, small] }"),
        Situation(
            "C05", .types("{ enum: [small] }", "{ enum: [small], open: true }", others: ""),
            otherwise: Judgement(
                backward: "Y", forward: "N",
                reason: "an open enum keeps unknown values, so its programs also write them")),
        Situation("C06", .types("{ enum: [small] }", "{ enum: [{ value: S, name: small }] }", others: "")),
        Situation("C07", .types("{ enum: [one] }", "{ enum: [two] }", others: "")),
        Situation("D01", "b: { type: int, maximum: 20 }", "b: { type: int, maximum: 10 }"),
        Situation("D02", "b: { type: string, maxLength: 10 }", "b: { type: string, maxLength: 20 }"),
        Situation("D03", "b: { type: int, maximum: 9 }", "b: { type: int, exclusiveMaximum: 10 }"),
        Situation("D04", "b: { type: int, multipleOf: 2 }", "b: { type: int, multipleOf: 4 }"),
        Situation("D05", "b: { type: int, multipleOf: 4 }", "b: { type: int, multipleOf: 2 }"),
        Situation("D06", "b: { type: int, multipleOf: 2 }", "b: { type: int, multipleOf: 3 }"),
        Situation(
            "D07", "b: { type: string, pattern: '^[A-Z]{3}$' }", "b: { type: string, pattern: '^[A-Z]+$' }",
            step: "upcast: { b: old.b }"),
        Situation("D08", "b: { type: string, pattern: '^[A-Z]+$' }", "b: { type: string, pattern: '^[A-Z]{3}$' }"),
        Situation(
            "D09", "b: { type: string, pattern: '^(a|b)+$' }", "b: { type: string, pattern: '^[ab][ab]*$' }",
            step: "upcast: { b: old.b }"),
        Situation(
            "D10", "b: { type: string, maxLength: 3 }",
            "b: { type: string, maxLength: 3, pattern: '(?s)^.{0,5}$' }", step: "upcast: { b: old.b }"),
        Situation(
            "D11", "b: list<int>", "b: { type: list<int>, uniqueItems: true }",
            otherwise: Judgement(backward: "N", forward: "Y", reason: "added; removing it is the other way round")),
        Situation(
            "D12", "a: int, b: int", "a: int, b: int", step: "rules: { ordered: this.a <= this.b }",
            otherwise: Judgement(
                backward: "N", forward: "Y", reason: "added; a payload that breaks it is found by search")),
        Situation(
            "D13",
            .trees(
                tree("1: { fields: { id: uuid, b: int } }"),
                tree(
                    "1: { fields: { id: uuid, b: int } }\n"
                        + "2: { fields: { id: uuid, b: { type: int, minimum: 5, maximum: 4 } } }"))),
        Situation(
            "E01",
            .types(
                "{ union: { a: A }, discriminator: kind }", "{ union: { a: A, b: B }, discriminator: kind }",
                others: "A: { fields: { x: int } }\nB: { fields: { y: int } }")),
        Situation(
            "E02",
            .types(
                "{ union: { a: A, b: B }, discriminator: kind }", "{ union: { a: A }, discriminator: kind }",
                others: "A: { fields: { x: int } }\nB: { fields: { y: int } }")),
        Situation(
            "E03",
            .types(
                "{ union: { a: A }, discriminator: kind }", "{ union: { c: A }, discriminator: kind }",
                others: "A: { fields: { x: int } }")),
        Situation(
            "E04",
            .types(
                "{ union: { a: A }, discriminator: kind }", "{ union: { a: B }, discriminator: kind }",
                others: "A: { fields: { x: int32 } }\nB: { fields: { x: int } }"),
            otherwise: Judgement(backward: "Y", forward: "N", reason: "as the struct of the tag")),
        Situation(
            "E05",
            .types(
                "{ union: { a: A }, discriminator: kind }", "{ union: { a: A }, discriminator: type }",
                others: "A: { fields: { x: int } }")),
        Situation(
            "E08",
            .types(
                "{ fields: { x: int } }", "{ union: { a: A }, discriminator: kind }",
                others: "A: { fields: { x: int } }"),
            otherwise: Judgement(
                backward: "N", forward: "Y", reason: "old payloads have no tag; old readers ignore one")),
        Situation(
            "E09",
            .types(
                "{ fields: { x: int?, y: int? } }", "{ fields: { x: int?, one: U } }",
                others: "U: { union: { a: A }, discriminator: kind }\nA: { fields: { y: int } }"),
            otherwise: Judgement(
                backward: "N", forward: "Y",
                reason: "old payloads have no tag; to old readers the field is optional and simply absent")),
        Situation(
            "F01", "b: { type: Inner@1 }", "b: { type: Inner@2 }",
            types: "Inner:\n  versions:\n    1: { fields: { x: int } }\n    2: { fields: { x: int, y: int? } }",
            otherwise: Judgement(backward: "Y", forward: "Y", reason: "as what is inside: an optional field more")),
        Situation(
            "F02",
            .trees(
                tree("1: { fields: { id: uuid, b: Inner } }", types: "Inner: { fields: { x: int } }"),
                tree("1: { fields: { id: uuid, b: Inner } }", types: "Inner: { fields: { x: string } }"))),
        Situation("F03", "a: int, b: int", "both: Pair", types: "Pair: { fields: { a: int, b: int } }"),
        Situation(
            "F04",
            .trees(
                tree("1: { fields: { id: uuid, b: int } }").replacing("namespace: test", with: "namespace: test.a"),
                tree("1: { fields: { id: uuid, b: int } }").replacing("namespace: test", with: "namespace: test.b"))),
    ]
}
