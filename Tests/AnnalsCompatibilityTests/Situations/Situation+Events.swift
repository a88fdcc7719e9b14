extension Situation {
    private static let one = "1: { fields: { id: uuid, b: int } }"
    private static let two = one + "\n2: { fields: { id: uuid, b: int, c: int? } }"

    /// Groups G (identity and versions) and H (upcasters).
    static let events = [
        Situation("G01", .trees(tree(one), tree(one, name: "Occurred"))),
        Situation("G02", .trees(tree(one), tree(one, name: "Occurred", extra: "formerly: Happened"))),
        Situation(
            "G03", .trees(tree(one), tree(one, name: "Other")),
            otherwise: Judgement(
                backward: "E", forward: "E",
                reason: "what was published stays readable under every mode; an event that has ended is retired")),
        Situation("G05", .trees(tree(one), tree(one, extra: "formerly: Happened"))),
        Situation("G06", .trees(tree(one), tree(one, name: "HAppened"))),
        Situation("G09", .trees(tree(one), tree("1: { fields: { id: uuid, b: int, c: int? } }"))),
        Situation(
            "G10", .trees(tree(two), tree(one)),
            otherwise: Judgement(
                backward: "E", forward: "E", reason: "what was published stays readable under every mode")),
        Situation(
            "G11", .trees(tree(one), tree("1: { fields: { id: uuid, b: int } }\n3: { fields: { id: uuid, b: int } }"))),
        Situation("G12", .trees(tree(one), tree("1: { fields: { id: uuid, b: int } }\n1: { fields: { id: uuid } }"))),
        Situation("G15", "b: int", "b: int, c: int?"),
        Situation("H01", "", "b: int"),
        Situation("H02", "b: int", "b: int, c: int?"),
        Situation("H03", "b: string", "b: int", step: "upcast: { b: int(old.b) }"),
        Situation("H04", "b: string", "b: { type: string, minLength: 1 }", step: "upcast: { b: old.b }"),
        Situation("H05", "b: int, c: int?", "b: int", step: "drop: [c]"),
        Situation("H06", "b: int", "b: int", step: "upcast: { b: 'old.b < 0 ? 0 : old.b' }"),
        Situation(
            "H07",
            .trees(
                tree(one + "\n2: { fields: { id: uuid, b: int }, upcast: { b: 'old.b < 9 ? old.b : 9' } }"),
                tree(one + "\n2: { fields: { id: uuid, b: int }, upcast: { b: 'old.b < 8 ? old.b : 8' } }"))),
        Situation(
            "H08",
            .trees(
                tree("1: { fields: { id: uuid } }\n2: { fields: { id: uuid, b: int }, upcast: { b: '1' } }"),
                tree("1: { fields: { id: uuid } }\n2: { fields: { id: uuid, b: int } }"))),
        Situation(
            "H10", .trees(tree(one), tree(one + "\n2: { fields: { id: uuid, b: timestamp }, upcast: { b: now() } }"))),
        Situation(
            "H11", .trees(tree(one), tree(one + "\n2: { fields: { id: uuid, c: int }, upcast: { c: old.missing } }"))),
        Situation("H12", "", "b: string", step: "upcast: { b: \"'EUR'\" }"),
        Situation("H15", "b: double", "b: int", step: "upcast: { b: int(old.b) }"),
        Situation(
            "H17",
            .trees(
                tree("1: { fields: { id: uuid, b: int } }"),
                tree(
                    """
                    1: { fields: { id: uuid, b: int } }
                    2: { fields: { id: uuid, b: string }, upcast: { b: string(old.b) } }
                    3: { fields: { id: uuid, b: { type: string, maxLength: 3 } }, upcast: { b: old.b } }
                    """)),
            otherwise: Judgement(
                backward: "N", forward: "N", reason: "the chain is judged as a whole: 1000 becomes a text of four")),
    ]
}
