import AnnalsDiagnostics
import AnnalsEditing
import AnnalsSchema
import Testing

@Suite struct SchemaLintTests {
    private static let head = """
        annals: 1
        aggregates:
          Order:
            description: An order.
            id: { orderId: uuid }
            on: { OrderPlaced: { set: {} } }

        """

    private static let placed = """
        events:
          OrderPlaced:
            description: Somebody ordered.
            aggregate: Order
            fields: { orderId: uuid }

        """

    /// For each rule files that break it, and only it.
    static let cases: [(LintRule, String)] = [
        (
            .eventName,
            head.replacing("OrderPlaced", with: "Order_placed") + placed.replacing("OrderPlaced", with: "Order_placed")
        ),
        (
            .eventTense,
            head.replacing("OrderPlaced", with: "PlaceOrder") + placed.replacing("OrderPlaced", with: "PlaceOrder")
        ),
        (
            .typeName,
            head + placed.replacing("orderId: uuid", with: "orderId: uuid, a: Post_address") + type("Post_address")
        ),
        (.fieldName, head + placed.replacing("orderId: uuid", with: "orderId: uuid, zip_code: string")),
        (
            .fieldName,
            head.replacing("    on:", with: "    state: { total_sum: { type: int, default: 0 } }\n    on:") + placed
        ),
        (
            .enumStyle,
            head + placed.replacing("orderId: uuid", with: "orderId: uuid, kind: Kind")
                + "types:\n  Kind: { description: A kind., enum: [credit_card, bankTransfer, cash] }\n"
        ),
        (.description, head + placed.replacing("    description: Somebody ordered.\n", with: "")),
        (.description, head.replacing("    description: An order.\n", with: "") + placed),
        (.description, head + placed + "commands: { Pay: { fields: { orderId: uuid } } }\n"),
        (.typeName, head + placed + "commands: { Pay_now: { description: Asks., fields: { orderId: uuid } } }\n"),
        (
            .description,
            head + placed + "processes: { Paying: { key: { orderId: uuid }, on: { OrderPlaced: { start: true } } } }\n"
        ),
        (
            .unchangedVersion,
            head
                + placed.replacing(
                    "fields: { orderId: uuid }",
                    with: "versions: { 1: { fields: { orderId: uuid } }, 2: { fields: { orderId: uuid } } }")
        ),
        (
            .noFields,
            head + placed.replacing("orderId: uuid", with: "orderId: uuid, a: Empty")
                + "types:\n  Empty: { description: Nothing., fields: {} }\n"
        ),
        (.unusedType, head + placed + type("Address")),
        (
            .sameAlternatives,
            head + placed.replacing("orderId: uuid", with: "orderId: uuid, a: Place")
                + type("Address")
                + "  Place: { description: Where., union: { home: Address, work: Address }, discriminator: kind }\n"
        ),
        (.storedPosition, head + placed + orders("upsert: { total: meta.position }")),
        (.storedPosition, head + placed + orders("upsert: { total: 'meta.position > 3 ? 1 : 2' }")),
        (
            .storedPosition,
            head.replacing("set: {}", with: "set: { last: meta.position }")
                .replacing("    on:", with: "    state: { first: { type: int, default: 0 }, last: int? }\n    on:")
                + placed
        ),
        (.noRows, head + placed + orders("update: { total: 1 }")),
        (.noRows, head + placed + orders("delete: true")),
    ]

    private static func type(_ name: String) -> String {
        "types:\n  \(name): { description: A place., fields: { street: string } }\n"
    }

    private static func orders(_ action: String) -> String {
        """
        projections:
          Orders:
            description: Orders.
            key: { orderId: uuid }
            columns: { total: { type: int, default: 0 } }
            on: { OrderPlaced: { \(action) } }

        """
    }

    @Test(arguments: cases.indices)
    func finds(_ index: Int) throws {
        let (rule, text) = SchemaLintTests.cases[index]
        var diagnostics = Diagnostics()
        let schema = try #require(
            SchemaLoader.load([SchemaSource(path: "a.yaml", text: text)], diagnostics: &diagnostics),
            "\(diagnostics.all)\n\(text)")
        let found = SchemaLint.findings(schema)
        #expect(found.all.map(\.rule) == [rule.rawValue], "\(found.all)")
        #expect(found.all.allSatisfy { $0.location != nil && $0.suggestion != nil })
        #expect(SchemaLint.findings(schema, rules: Set(LintRule.allCases).subtracting([rule])).all.isEmpty)
    }

    @Test func everyRuleHasACaseAndARow() {
        #expect(Set(SchemaLintTests.cases.map(\.0)) == Set(LintRule.allCases))
        for rule in LintRule.allCases {
            #expect(rule.purpose != rule.rawValue)
            #expect(!rule.explanation.isEmpty && !rule.wrong.isEmpty && !rule.right.isEmpty)
        }
    }

    @Test(arguments: ["", orders("upsert: { total: meta.streamVersion }")])
    func findsNothingInWhatIsRight(more: String) throws {
        var diagnostics = Diagnostics()
        let text = SchemaLintTests.head + SchemaLintTests.placed + more
        let schema = try #require(
            SchemaLoader.load([SchemaSource(path: "a.yaml", text: text)], diagnostics: &diagnostics))
        #expect(SchemaLint.findings(schema).all.isEmpty)
    }

    @Test(arguments: ["lint: { description: off }", "lint: { lint.description: off }"])
    func theConfigurationSwitches(_ text: String) throws {
        var diagnostics = Diagnostics()
        let configuration = try #require(
            SchemaConfiguration.load(SchemaSource(path: "annals.yaml", text: text), diagnostics: &diagnostics))
        let rules = SchemaLint.rules(configuration, diagnostics: &diagnostics)
        #expect(diagnostics.all.isEmpty)
        #expect(rules == Set(LintRule.allCases).subtracting([.description]))
    }

    @Test(arguments: [
        ("OrderPlaced", true), ("MoneyWithdrawn", true), ("EmailSent", true), ("OrderPlacedByPhone", true),
        ("CreateOrder", false), ("RedFeed", false), ("OrderNeed", false),
    ])
    func knowsThePast(_ name: String, _ isPast: Bool) throws {
        var diagnostics = Diagnostics()
        let text = (SchemaLintTests.head + SchemaLintTests.placed).replacing("OrderPlaced", with: name)
        let schema = try #require(
            SchemaLoader.load([SchemaSource(path: "a.yaml", text: text)], diagnostics: &diagnostics))
        #expect(SchemaLint.findings(schema).all.contains { $0.rule == LintRule.eventTense.rawValue } == !isPast)
    }
}
