import Annals
import AnnalsStoreSuite
import Testing

/// What a batch asks its store for.
@Suite struct FindingRowsTests {
    @Test func allConditionsAreTheStores() throws {
        var asked: [[String]] = []
        var batch = RowBatch<AccountBalance>(
            load: { _ in nil },
            find: { columns, values in
                asked.append(columns)
                #expect(values == [.integer(5), .text("a")])
                return []
            })
        #expect(try batch.rows(where: ["balance": .integer(5), "accountId": .text("a")]).isEmpty)
        #expect(asked == [["balance", "accountId"]])
        #expect(try batch.rows(where: [:]).isEmpty)
        let error = #expect(throws: ProjectionError.self) {
            try batch.rows(where: ["balance": .integer(5), "colour": .text("a")])
        }
        #expect("\(String(describing: error))".contains("account_balances.colour: there is no such column"))
        #expect(asked.count == 1)
    }
}
