extension Situation {
    /// Group J (streams), and an event that moves to another one.
    static let streams = [
        Situation(
            "G04", .trees(things("Thing: a", "Other: a", of: "Thing"), things("Thing: a", "Other: a", of: "Other"))),
        Situation("J01", .trees(things("Thing: a", of: "Thing"), things("Other: a", of: "Other"))),
        Situation(
            "J02", .trees(things("Thing: a", of: "Thing"), things("Thing: a", of: "Thing", type: "string"))),
        Situation("J03", .trees(things("Thing: a", of: "Thing"), things("Thing: b", of: "Thing"))),
        Situation("J05", .trees(things("Thing: a", "Other: a", of: "Other"), things("Thing: a", of: "Thing"))),
    ]

    /// A schema with the event `Happened` of an aggregate, and aggregates with the fields that identify them.
    private static func things(_ aggregates: String..., of owner: String, type: String = "uuid") -> String {
        let lines = aggregates.map { aggregate in
            let parts = aggregate.split(separator: ":").map { $0.filter { $0 != " " } }
            let events = parts[0] == owner ? "Happened" : ""
            return "  \(parts[0]): { id: { \(parts[1]): \(type) }, ignore: [\(events)] }"
        }
        return """
            annals: 1
            namespace: test
            aggregates:
            \(lines.joined(separator: "\n"))
            events:
              Happened: { aggregate: \(owner), fields: { a: \(type), b: \(type) } }
            """
    }
}
