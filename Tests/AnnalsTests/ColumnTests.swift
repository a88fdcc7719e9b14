import Annals
import Testing

@Suite struct ColumnTests {
    enum Status: String {
        case open, closed
    }

    /// A row of an enum and a number as JSON.
    private struct Thing: ReadModel {
        var key: String { status.rawValue }
        var status: Status
        var number: Double

        static let table = TableSchema(
            "things", columns: [ColumnSchema("first", .text), ColumnSchema("second", .text)], primaryKey: ["first"])

        func write(to columns: inout ColumnWriter) throws(InvalidRow) {
            try columns.writeEnum(status)
            try columns.writeJSON { $0.value(number) }
        }

        static func write(_ key: String, to columns: inout ColumnWriter) throws(InvalidRow) { try columns.write(key) }

        init(status: Status, number: Double) { (self.status, self.number) = (status, number) }

        init(from columns: inout ColumnReader) throws(InvalidRow) {
            status = try columns.readEnum()
            number = try columns.readJSON { $0.double() }
        }
    }

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
        var columns = ColumnWriter()
        let tooLarge = #expect(throws: InvalidRow.self) { try columns.write(UInt.max) }
        #expect(tooLarge?.description.hasPrefix("18446744073709551615 is more than") == true)
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
        var columns = ColumnWriter()
        try columns.writeEnum(Status.closed)
        try columns.writeJSON { writer in writer.list([1, 2]) { $0.value($1) } }
        #expect(columns.packed.values == [.text("closed"), .text("[1,2]")])
        var reader = ColumnReader(columns.packed)
        #expect(try reader.readEnum(Status.self) == .closed)
        #expect(try reader.readJSON { reader in reader.list { $0.int() } } == [1, 2])
        #expect(throws: InvalidRow.self) { try reader.read(Int.self) }
    }

    @Test func optionalEnumsAndJSONCanBeNull() throws {
        var columns = ColumnWriter()
        try columns.writeEnum(Status?.none)
        columns.writeNull()
        #expect(columns.packed.values == [.null, .null])
        var reader = ColumnReader(columns.packed)
        #expect(try reader.readEnumIfPresent(Status.self) == nil)
        #expect(try reader.readJSONIfPresent { $0.int() } == nil)
    }

    @Test(
        arguments: [
            ([.text("open"), .text("{")], "second", "the stored JSON does not fit"),
            ([.text("ajar"), .text("1")], "first", #""ajar" is no Status"#),
            ([.null, .text("1")], "first", "expected Status as text, found null"),
            ([.text("open")], "second", "more than 1 columns were read"),
            ([.text("open"), .text("1"), .null], "", "more than 2 columns were found"),
        ] as [([ColumnValue], String, String)])
    func errorsNameTheColumn(values: [ColumnValue], column: String, problem: String) {
        let error = #expect(throws: InvalidRow.self) { try Thing(columnValues: values) }
        #expect(error?.table == "things" && error?.column == column)
        #expect(error?.problem.hasPrefix(problem) == true, "\(error?.problem ?? "")")
    }

    @Test func errorsOfWritingNameTheColumn() throws {
        let row = Thing(status: .open, number: .nan)
        let error = #expect(throws: InvalidRow.self) { try row.columnValues() }
        #expect(error?.table == "things" && error?.column == "second")
        #expect(try Thing(status: .open, number: 1).columnValues() == [.text("open"), .text("1.0")])
    }

    @Test func packedValuesAreComparedAsTheyAreStored() {
        let values: [ColumnValue] = [.null, .integer(-1), .real(0.5), .text(""), .text("ä"), .blob([0, 1])]
        let packed = PackedColumns(values)
        #expect(packed.values == values)
        #expect(packed == PackedColumns(values))
        #expect(PackedColumns([.real(-0.0)]) == PackedColumns([.real(0)]))
        #expect(PackedColumns([.text("a\u{308}")]) != PackedColumns([.text("ä")]))
        #expect(PackedColumns([.text("a"), .text("")]) != PackedColumns([.text(""), .text("a")]))
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
