import Annals
import AnnalsSQLite

/// A row with a column of every kind, a key of two columns and names that need quotes.
struct EveryColumn: ReadModel, SQLiteReadModel {
    struct Key: Hashable, Sendable {
        var tenant: String
        var id: UniqueID
    }

    enum Status: String, EnumerationCodable {
        case open, closed
    }

    var tenant: String
    var id: UniqueID
    var flag = true
    var count = Int.min
    var small = Int32.max
    var large = UInt(Int64.max)
    var number = -0.1
    var time: Timestamp = .max
    var date: CalendarDate?
    var span = TimeSpan(nanoseconds: -1)
    var amount: DecimalNumber = 10
    var bytes: [UInt8] = [0, 255]
    var status = Status.closed
    var map: OrderedMap<Int> = ["b": 1, "a": 2]
    var optionalStatus: Status?
    var optionalList: [Int]?

    init(tenant: String, id: UniqueID) {
        self.tenant = tenant
        self.id = id
    }

    static let table = TableSchema(
        "every column",
        columns: [
            ColumnSchema("tenant", .text), ColumnSchema("id", .text), ColumnSchema("flag", .integer, as: .bool),
            ColumnSchema("count", .integer, isIndexed: true), ColumnSchema("small", .integer),
            ColumnSchema("large", .integer), ColumnSchema("select", .real),
            ColumnSchema("time of day", .text, as: .timestamp),
            ColumnSchema("date", .text, isNullable: true, isIndexed: true),
            ColumnSchema("span", .integer, as: .duration),
            ColumnSchema("amount", .text), ColumnSchema("bytes", .blob), ColumnSchema("status", .text),
            ColumnSchema("map", .text, as: .json), ColumnSchema("optionalStatus", .text, isNullable: true),
            ColumnSchema("optionalList", .text, as: .json, isNullable: true),
        ],
        primaryKey: ["tenant", "id"])

    var key: Key { Key(tenant: tenant, id: id) }

    func write(to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(tenant)
        try columns.write(id)
        try columns.write(flag)
        try columns.write(count)
        try columns.write(small)
        try columns.write(large)
        try columns.write(number)
        try columns.write(time)
        try columns.write(date)
        try columns.write(span)
        try columns.write(amount)
        try columns.write(bytes)
        try columns.writeEnum(status)
        try columns.writeJSON { writer in writer.map(map) { $0.value($1) } }
        try columns.writeEnum(optionalStatus)
        if let optionalList {
            try columns.writeJSON { writer in writer.list(optionalList) { $0.value($1) } }
        } else {
            columns.writeNull()
        }
    }

    static func write(_ key: Key, to columns: inout ColumnWriter) throws(InvalidRow) {
        try columns.write(key.tenant)
        try columns.write(key.id)
    }

    init(from columns: inout ColumnReader) throws(InvalidRow) {
        tenant = try columns.read()
        id = try columns.read()
        flag = try columns.read()
        count = try columns.read()
        small = try columns.read()
        large = try columns.read()
        number = try columns.read()
        time = try columns.read()
        date = try columns.read()
        span = try columns.read()
        amount = try columns.read()
        bytes = try columns.read()
        status = try columns.readEnum()
        map = try columns.readJSON { reader in reader.map { $0.int() } }
        optionalStatus = try columns.readEnumIfPresent()
        optionalList = try columns.readJSONIfPresent { reader in reader.list { $0.int() } }
    }
}

/// Saves one row an event, all columns filled or all empty in turn.
enum EveryColumnProjection: Projection {
    typealias Row = EveryColumn
    static let name = "EveryColumn"
    static let fingerprint = "1"
    static let eventTypes = ["MoneyDeposited", "MoneyWithdrawn"]

    static func apply(_ record: RecordedEvent, to rows: inout some RowAccess<EveryColumn>) throws(ProjectionError) {
        let key = EveryColumn.Key(tenant: record.metadata.stream, id: record.metadata.id)
        if record.type == "MoneyWithdrawn", let first = try rows.row(EveryColumn.Key(tenant: key.tenant, id: .zero)) {
            return try rows.delete(first.key)
        }
        try rows.save(EveryColumn(tenant: key.tenant, id: .zero))
        var full = EveryColumn(tenant: key.tenant, id: key.id)
        full.date = CalendarDate("2024-02-29")
        full.optionalStatus = .open
        full.optionalList = [1, 2]
        try rows.save(full)
    }
}

extension UniqueID {
    static let zero = UniqueID(high: 0, low: 0)
}
