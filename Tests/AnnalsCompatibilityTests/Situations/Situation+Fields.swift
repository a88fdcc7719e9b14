extension Situation {
    /// Groups A (fields) and B (types).
    static let fields = [
        Situation("A01", "", "b: int?"),
        Situation("A02", "", "b: { type: int?, default: 1 }"),
        Situation("A03", "", "b: int"),
        Situation("A04", "", "b: { type: int, default: 1 }"),
        Situation("A05", "b: int?", "", step: "drop: [b]"),
        Situation("A06", "b: int", "", step: "drop: [b]"),
        Situation("A07", "name: string", "title: string"),
        Situation("A08", "name: string", "title: string", step: "upcast: { title: old.name }"),
        Situation("A09", "b: int?", "b: int"),
        Situation("A10", "b: int", "b: int?"),
        Situation("A11", "b: int", "b: { type: int, nullable: true }"),
        Situation("A12", "b: { type: int, nullable: true }", "b: int"),
        Situation(
            "A13", "b: int?", "b: { type: int, nullable: true }",
            otherwise: Judgement(
                backward: "Y", forward: "Y", reason: "the derived step writes null for nil, and our readers take either"
            )),
        Situation(
            "A14", "b: { type: int, default: 1 }", "b: { type: int, default: 2 }",
            otherwise: Judgement(
                backward: "Y", forward: "Y",
                reason:
                    "defaults are always written, and one fills a key by the version that the event was written at: "
                    + "no old event is read differently")),
        Situation(
            "A15",
            .trees(
                tree("1: { fields: { id: uuid } }\n2: { fields: { id: uuid, b: { type: int, default: 1 } } }"),
                tree(
                    """
                    1: { fields: { id: uuid } }
                    2: { fields: { id: uuid, b: { type: int, default: 1 } } }
                    3: { fields: { id: uuid, b: int } }
                    """)),
            otherwise: Judgement(
                backward: "Y", forward: "Y", reason: "old events pass through version 2, whose default fills the field")
        ),
        Situation("A16", "b: int", "b: { type: int, default: 1 }"),
        Situation(
            "A17",
            .trees(
                tree("1: { fields: { id: uuid, b: int } }\n2: { fields: { id: uuid }, drop: [b] }"),
                tree(
                    """
                    1: { fields: { id: uuid, b: int } }
                    2: { fields: { id: uuid }, drop: [b] }
                    3: { fields: { id: uuid, b: { type: string, default: none } } }
                    """)),
            otherwise: Judgement(
                backward: "Y", forward: "N", reason: "the chain drops the old field; code of version 1 expects a number"
            )),
        Situation("A19", "a: int, b: int", "b: int, a: int"),
        Situation("A20", "title: string", "heading: { type: string, name: title }"),
        Situation("A21", "title: string", "title: { type: string, name: heading }"),
        Situation("A22", "b: int", "b: { type: int, description: How many. }"),
        Situation("A24", "userId: string", "userID: string"),
        Situation("B01", "b: int32", "b: int"),
        Situation("B02", "b: int", "b: int32"),
        Situation("B03", "b: int", "b: double"),
        Situation("B04", "b: double", "b: int"),
        Situation("B06", "b: int", "b: string"),
        Situation("B07", "b: bool", "b: string"),
        Situation("B08", "b: string", "b: Size", types: "Size: { enum: [small, large] }"),
        Situation(
            "B09", "b: Size", "b: string", step: "upcast: { b: old.b }", types: "Size: { enum: [small, large] }"),
        Situation("B10", "b: string", "b: uuid"),
        Situation("B11", "b: date", "b: timestamp"),
        Situation(
            "B13", "b: { type: decimal, multipleOf: 0.01 }", "b: { type: decimal, multipleOf: 0.001 }",
            otherwise: Judgement(backward: "Y", forward: "N", reason: "every multiple of 0.01 is one of 0.001")),
        Situation("B15", "b: string", "b: list<string>"),
        Situation("B16", "b: list<string>", "b: string"),
        Situation(
            "B17", "b: list<int32>", "b: list<int>",
            otherwise: Judgement(backward: "Y", forward: "N", reason: "as the elements")),
        Situation(
            "B18", "b: map<int32>", "b: map<int>",
            otherwise: Judgement(backward: "Y", forward: "N", reason: "as the values")),
        Situation(
            "B20", .types("{ fields: { a: int, b: int } }", "{ type: map<int> }", others: ""),
            otherwise: Judgement(
                backward: "Y", forward: "N", reason: "all fields fit the values; a map need not have the fields")),
        Situation(
            "B21", "b: double", "b: Money", types: "Money: { fields: { amount: double, currency: string } }"),
        Situation(
            "B22",
            .trees(
                tree("1: { fields: { id: uuid, b: Place } }", types: "Place: { fields: { city: string } }"),
                tree("1: { fields: { id: uuid, b: Address } }", types: "Address: { fields: { city: string } }"))),
        Situation("B23", .types("{ fields: { a: string } }", "{ fields: { a: json } }", others: "")),
        Situation("B24", .types("{ fields: { a: json } }", "{ fields: { a: string } }", others: "")),
        Situation(
            "B25",
            .types(
                "{ fields: { a: int32, next: Old? } }", "{ fields: { a: int, next: New? } }", others: ""),
            otherwise: Judgement(backward: "Y", forward: "N", reason: "decided coinductively; the field widens")),
        Situation("B26", "b: list<int>", "b: { type: list<int>, uniqueItems: true }"),
    ]
}
