import Annals
import Testing

@Suite struct ColumnTests {
    enum Status: String {
        case open, closed
    }

    private let table = TableSchema(
        "things", columns: [ColumnSchema("first", .text), ColumnSchema("second", .text)], primaryKey: ["first"])

    private func roundTrip<T: ColumnStorable & Equatable>(_ value: T, _ stored: ColumnValue) throws {
        #expect(try value.columnValue() == stored)
        #expect(try T(columnValue: stored) == value)
        #expect(try Optional(value).columnValue() == stored)
        #expect(try T?(columnValue: stored) == value)
        #expect(try T?(columnValue: .null) == nil)
        #expect(throws: InvalidRow.self) { try T(columnValue: .null) }
    }

    @Test func everyTypeIsStoredAndReadBack() throws {
        try roundTrip("aä😀", .text("aä😀"))
        try roundTrip(true, .integer(1))
        try roundTrip(false, .integer(0))
        try roundTrip(Int.min, .integer(.min))
        try roundTrip(Int32.max, .integer(2_147_483_647))
        try roundTrip(UInt(Int64.max), .integer(.max))
        try roundTrip(-0.5, .real(-0.5))
        try roundTrip(Double.infinity, .real(.infinity))
        try roundTrip(UniqueID(high: 1, low: 0xAB), .text("00000000-0000-0001-0000-0000000000ab"))
        try roundTrip(#require(CalendarDate("2024-02-29")), .text("2024-02-29"))
        try roundTrip(TimeSpan(nanoseconds: -1_500_000_000), .integer(-1_500_000_000))
        try roundTrip(#require(DecimalNumber("-10.50")), .text("-10.5"))
        try roundTrip([0, 255] as [UInt8], .blob([0, 255]))
        try roundTrip(
            #require(Timestamp("2024-01-02T03:04:05.06+01:00")), .text("2024-01-02T02:04:05.060000000Z"))
    }

    @Test func timestampsSortByTime() throws {
        let texts = [
            "0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999999Z", "1970-01-01T00:00:00Z",
            "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000000001Z", "2024-01-01T00:00:00.5Z",
            "2024-01-01T00:00:00.51Z", "2024-01-01T00:00:01Z", "9999-12-31T23:59:59.999999999Z",
        ]
        let values = try texts.map { try #require(Timestamp($0)).columnValue() }
        #expect(values == values.sorted())
        #expect(Set(values).count == texts.count)
    }

    @Test func whatCannotBeStoredIsSaid() throws {
        var columns = ColumnWriter(table)
        try columns.write("x")
        let tooLarge = #expect(throws: InvalidRow.self) { try columns.write(UInt.max) }
        #expect(tooLarge?.description.hasPrefix("things.second: 18446744073709551615 is more than") == true)
        #expect(throws: InvalidRow.self) { try "a\u{0}b".columnValue() }
        #expect(throws: InvalidRow.self) { try Double.nan.columnValue() }
        #expect(throws: InvalidRow.self) { try columns.writeJSON { $0.value(Double.infinity) } }
    }

    @Test(
        arguments: [
            ("uuid", UniqueID.self), ("timestamp", Timestamp.self), ("date", CalendarDate.self),
            ("decimal", DecimalNumber.self), ("bool", Bool.self), ("int", Int.self), ("int32", Int32.self),
            ("uint", UInt.self), ("bytes", [UInt8].self), ("double", Double.self), ("duration", TimeSpan.self),
        ] as [(String, any ColumnStorable.Type)])
    func storedNonsenseIsRefused(name: String, type: any ColumnStorable.Type) {
        let error = #expect(throws: InvalidRow.self) { _ = try type.init(columnValue: .text("nonsense")) }
        #expect(error?.description.contains(name) == true)
    }

    @Test func integersOutOfRangeAreRefused() {
        #expect(throws: InvalidRow.self) { try Int32(columnValue: .integer(1 << 31)) }
        #expect(throws: InvalidRow.self) { try UInt(columnValue: .integer(-1)) }
        #expect(throws: InvalidRow.self) { try Bool(columnValue: .integer(2)) }
    }

    @Test func enumsAndJSONHaveColumns() throws {
        var columns = ColumnWriter(table)
        try columns.writeEnum(Status.closed)
        try columns.writeJSON { writer in writer.list([1, 2]) { $0.value($1) } }
        #expect(columns.values == [.text("closed"), .text("[1,2]")])
        var reader = try ColumnReader(columns.values, table)
        #expect(try reader.readEnum(Status.self) == .closed)
        #expect(try reader.readJSON { reader in reader.list { $0.int() } } == [1, 2])
        let surplus = #expect(throws: InvalidRow.self) { try reader.read(Int.self) }
        #expect(surplus?.table == "things")
    }

    @Test func optionalEnumsAndJSONCanBeNull() throws {
        var columns = ColumnWriter(table)
        try columns.writeEnum(Status?.none)
        columns.writeNull()
        #expect(columns.values == [.null, .null])
        var reader = try ColumnReader(columns.values, table)
        #expect(try reader.readEnumIfPresent(Status.self) == nil)
        #expect(try reader.readJSONIfPresent { $0.int() } == nil)
    }

    @Test func errorsNameTheColumn() throws {
        var reader = try ColumnReader([.text("open"), .text("{")], table)
        _ = try reader.readEnum(Status.self)
        let json = #expect(throws: InvalidRow.self) { try reader.readJSON { $0.int() } }
        #expect(json?.column == "second")
        var other = try ColumnReader([.text("ajar"), .null], table)
        let status = #expect(throws: InvalidRow.self) { try other.readEnum(Status.self) }
        #expect(status?.description == #"things.first: "ajar" is no Status"#)
        #expect(throws: InvalidRow.self) { try ColumnReader([.null], table) }
    }

    @Test func valuesCompareAsInADatabase() {
        let sorted: [ColumnValue] = [
            .null, .integer(-1), .real(-0.5), .integer(0), .real(0.5), .integer(1), .text(""), .text("a"),
            .text("a\u{308}"), .text("b"), .text("ä"), .blob([]), .blob([0]),
        ]
        #expect(sorted.shuffled().sorted() == sorted)
        #expect(ColumnValue.text("ä") != .text("a\u{308}"))
        #expect(Set(sorted).count == sorted.count)
    }
}
