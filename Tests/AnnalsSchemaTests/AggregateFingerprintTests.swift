import AnnalsSchema
import Testing

/// What makes a snapshot stale and what does not.
struct AggregateFingerprintTests {
    private struct Definition {
        var state = "total: { type: int, default: 0 }, last: string?"
        var set = "total: state.total + event.amount"
        var paid = "1: { fields: { id: int, amount: int, note: string, paidBy: Payer@1 } }"
        var payer = "{ versions: { 1: { fields: { name: string } } } }"
        var ignored = "fields: { id: int }"
        var snapshot = ""
        var retired = "retired: { into: [{ event: Given, fields: { id: old.id, amount: old.cents } }] }"
    }

    private func fingerprint(_ change: (inout Definition) -> Void = { _ in }) throws -> String {
        var definition = Definition()
        change(&definition)
        let text = """
            annals: 1
            types:
              Payer: \(definition.payer)
            aggregates:
              Account:
                id: { id: int }
                state: { \(definition.state) }
                on: { Paid: { set: { \(definition.set) } }, Given: { set: { total: event.amount } } }
                ignore: [Seen]
                \(definition.snapshot)
            events:
              Paid: { aggregate: Account, versions: { \(definition.paid) } }
              Given: { aggregate: Account, fields: { id: int, amount: int } }
              Seen: { aggregate: Account, \(definition.ignored) }
              Moved: { aggregate: Account, fields: { id: int, cents: int }, \(definition.retired) }
            """
        let (schema, diagnostics) = load(SchemaSource(path: "test.yaml", text: text))
        let loaded = try #require(schema, "\(diagnostics)")
        return loaded.fingerprint(of: try #require(loaded.aggregates.first))
    }

    @Test func whatTheStateFollowsFromCounts() throws {
        let second =
            "1: { fields: { id: int, cents: int, note: string, paidBy: Payer@1 } }, 2: { fields: { id: int, amount: int, note: string, paidBy: Payer@1 }, upcast: { amount: old.cents } }"
        let changes: [(inout Definition) -> Void] = [
            { $0.state = "total: { type: int, default: 1 }, last: string?" },
            { $0.state = "total: { type: int, default: 0 }, last: string?, count: { type: int, default: 0 }" },
            { $0.set = "total: state.total - event.amount" },
            { $0.set = "total: state.total + event.amount, last: event.note" },
            { $0.paid = second },
            { $0.paid = second.replacing("old.cents", with: "old.cents * 100") },
            { $0.paid = $0.paid.replacing("amount: int", with: "amount: int32") },
            { $0.retired = $0.retired.replacing("old.cents", with: "old.cents * 100") },
            { $0.retired = "retired: {}" },
        ]
        let all = try [fingerprint()] + changes.map { try fingerprint($0) }
        #expect(Set(all).count == all.count)
    }

    @Test func whatTheStateDoesNotFollowFromDoesNot() throws {
        let base = try fingerprint()
        let changes: [(inout Definition) -> Void] = [
            { $0.snapshot = "snapshot: { every: 5 }" },
            { $0.set = "total:  state.total  +  event.amount" },
            { $0.state = "last: string?, total: { type: int, default: 0, description: All. }" },
            { $0.ignored = "fields: { id: int, more: string }" },
            // A field that no handler reads, also through its type and a new version.
            { $0.paid = $0.paid.replacing("note: string", with: "note: string?") },
            {
                $0.paid += ", 2: { fields: { id: int, amount: int, note: string, paidBy: Payer@2 } }"
                $0.payer =
                    "{ versions: { 1: { fields: { name: string } }, 2: { fields: { name: string, age: int? } } } }"
            },
        ]
        for (number, change) in changes.enumerated() { #expect(try fingerprint(change) == base, "change \(number)") }
    }
}
