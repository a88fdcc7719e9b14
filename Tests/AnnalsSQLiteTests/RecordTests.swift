import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Foundation
import Testing

/// Rows as GRDB and coders know records.
@Suite struct RecordTests {
    private let file: TemporaryFile
    private let models: SQLiteReadModels

    init() async throws {
        file = try TemporaryFile()
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        models = try SQLiteReadModels(beside: store)
        try await ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models).run()
    }

    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private var full: EveryColumn {
        var row = EveryColumn(tenant: "t", id: .zero)
        row.time = Timestamp(seconds: 0) ?? .max
        row.date = CalendarDate("2024-02-29")
        row.span = TimeSpan(nanoseconds: 1_500_000_000)
        row.optionalStatus = .open
        row.optionalList = [1, 2]
        return row
    }

    @Test func aRowIsJSONInTheFormOfEvents() throws {
        let text = try json(full)
        #expect(
            text == """
                {"amount":"10","bytes":"AP8=","count":-9223372036854775808,"date":"2024-02-29","flag":true,\
                "id":"00000000-0000-0000-0000-000000000000","large":9223372036854775807,"map":{"a":2,"b":1},\
                "optionalList":[1,2],"optionalStatus":"open","select":-0.1,"small":2147483647,"span":"1.500s",\
                "status":"closed","tenant":"t","time of day":"1970-01-01T00:00:00Z"}
                """)
        #expect(
            try full.jsonValue().text.hasPrefix(#"{"tenant":"t","id":"00000000-"#), "columns in the order of the table")
    }

    @Test func whatIsWrittenIsReadBack() throws {
        for row in [full, EveryColumn(tenant: "", id: .zero)] {
            #expect(try JSONDecoder().decode(EveryColumn.self, from: Data(json(row).utf8)) == row)
            #expect(try EveryColumn(jsonValue: row.jsonValue()) == row)
        }
    }

    @Test(arguments: [
        ("flag", "1"), ("span", "1"), ("time of day", "\"noon\""), ("bytes", "\"?\""), ("count", "1.5"),
        ("small", "3e9"),
        ("status", "\"lost\""), ("map", "[]"), ("tenant", "null"), ("select", "\"1\""), ("optionalList", "{"),
    ]) func aValueThatIsNoneIsRefused(column: String, value: String) throws {
        guard case .object(var members) = try full.jsonValue() else { return }
        guard let json = try? JSONValue(parsing: value) else {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode(EveryColumn.self, from: Data("{\"\(column)\":\(value)}".utf8))
            }
            return
        }
        members[column] = json
        let error = #expect(throws: InvalidRow.self) { try EveryColumn(jsonValue: .object(members)) }
        #expect(error?.column == column)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(EveryColumn.self, from: Data(JSONValue.object(members).bytes))
        }
    }

    @Test func aColumnWithoutAValueIsNamed() throws {
        let error = #expect(throws: InvalidRow.self) {
            try EveryColumn(jsonValue: JSONValue(parsing: #"{"tenant":"t","other":1}"#))
        }
        #expect(error?.column == "id")
        #expect(throws: InvalidRow.self) { try EveryColumn(jsonValue: .array([])) }
    }

    @Test func anInfiniteNumberHasNoJSON() {
        var row = full
        row.number = .infinity
        #expect(throws: EncodingError.self) { try json(row) }
    }

    @Test func enumsStandInQueriesAsOnTheWire() throws {
        for (value, text) in [(Mood.fine, "fine"), (.unknown("odd \u{E9}"), "odd \u{E9}")] {
            #expect(value.databaseValue == text.databaseValue)
            #expect(Mood.fromDatabaseValue(text.databaseValue) == value)
            #expect(try json([value]) == "[\"\(text)\"]")
            #expect(try JSONDecoder().decode([Mood].self, from: Data("[\"\(text)\"]".utf8)) == [value])
        }
        #expect(Mood.fromDatabaseValue(.null) == nil)
        #expect(Light.red.databaseValue == "red".databaseValue)
        #expect(Light.fromDatabaseValue("green".databaseValue) == nil)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Light].self, from: Data("[\"green\"]".utf8)) }
        #expect(try JSONDecoder().decode([Light].self, from: Data("[\"red\"]".utf8)) == [.red])
    }

    @Test func rowsAreInsertedUpdatedAndDeleted() async throws {
        try await models.database.write { db in
            var row = AccountBalance(accountId: "a", balance: 1, updatedAt: Timestamp.max, tags: ["x"])
            try row.insert(db)
            #expect(throws: DatabaseError.self) { try row.insert(db) }
            row.balance = 2
            try row.update(db)
            #expect(try AccountBalance.fetchOne(db, key: "a") == row)
            #expect(try row.updateChanges(db) { $0.tags = [] })
            try AccountBalance(accountId: "a", balance: 3).save(db)
            try AccountBalance(accountId: "b", balance: 4).save(db)
            #expect(try AccountBalance.order(Column("accountId")).fetchAll(db).map(\.balance) == [3, 4])
            #expect(try row.delete(db))
            #expect(try AccountBalance.fetchCount(db) == 1)
            #expect(throws: RecordError.self) { try AccountBalance(accountId: "c").update(db) }
        }
    }
}

// Enums as generated code has them where they stand in columns.

private enum Light: String, EnumerationCodable {
    case red
}

extension Light: DatabaseValueConvertible {}

private enum Mood: OpenEnumerationCodable {
    case fine
    case unknown(String)

    init(rawValue: String) {
        switch rawValue {
        case "fine": self = .fine
        default: self = .unknown(rawValue)
        }
    }

    var rawValue: String {
        switch self {
        case .fine: "fine"
        case .unknown(let value): value
        }
    }
}

extension Mood: DatabaseValueConvertible {}
