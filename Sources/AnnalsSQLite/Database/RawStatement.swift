internal import Annals
internal import GRDB
internal import GRDBSQLite

/// A prepared statement whose values are bound and read without a box for each: what events cost is what SQLite costs.
///
/// It is used within accesses to its database. Parameters and columns count from 1 and from 0, as in SQLite.
struct RawStatement {
    private let statement: Statement
    private let db: Database
    private let pointer: SQLiteStatement

    /// A statement that the connection keeps.
    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql)
        pointer = statement.sqliteStatement
    }

    /// SQLite copies what is bound with it.
    private static var transient: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    // MARK: - Parameters

    func bind(_ value: Int64, at index: CInt) throws { try check(sqlite3_bind_int64(pointer, index, value)) }

    func bind(_ value: Int, at index: CInt) throws { try bind(Int64(value), at: index) }

    func bind(_ value: Int?, at index: CInt) throws {
        guard let value else { return try check(sqlite3_bind_null(pointer, index)) }
        try bind(Int64(value), at: index)
    }

    /// Binds a time at this index and the next one.
    func bind(_ time: Timestamp, at index: CInt) throws {
        try bind(time.seconds, at: index)
        try bind(Int64(time.nanoseconds), at: index + 1)
    }

    func bind(_ text: String?, at index: CInt) throws {
        guard var text else { return try check(sqlite3_bind_null(pointer, index)) }
        try check(
            text.withUTF8 { bytes in
                // No address stands for null.
                bytes.withMemoryRebound(to: CChar.self) {
                    $0.isEmpty
                        ? sqlite3_bind_text(pointer, index, "", 0, Self.transient)
                        : sqlite3_bind_text(pointer, index, $0.baseAddress, CInt($0.count), Self.transient)
                }
            })
    }

    func bind(_ id: UniqueID, at index: CInt) throws {
        try check(
            withUnsafeBytes(of: (id.high.bigEndian, id.low.bigEndian)) {
                sqlite3_bind_blob(pointer, index, $0.baseAddress, CInt($0.count), Self.transient)
            })
    }

    /// Binds bytes.
    func bind(blob bytes: [UInt8], at index: CInt) throws {
        try check(
            bytes.withUnsafeBytes {
                sqlite3_bind_blob(pointer, index, $0.baseAddress, CInt($0.count), Self.transient)
            })
    }

    /// Binds UTF-8 as a text that SQLite does not copy, and runs the statement while it is there.
    func run(bindingText bytes: [UInt8], at index: CInt) throws {
        try bytes.withUnsafeBufferPointer { try borrow($0, at: index) { try run() } }
    }

    /// The same with a second text.
    func run(bindingText bytes: [UInt8], at index: CInt, and text: String, at second: CInt) throws {
        var text = text
        try text.withUTF8 { try borrow($0, at: second) { try run(bindingText: bytes, at: index) } }
    }

    /// Binds a text that SQLite does not copy, for as long as the body runs.
    private func borrow(_ bytes: UnsafeBufferPointer<UInt8>, at index: CInt, _ body: () throws -> Void) throws {
        guard let length = CInt(exactly: bytes.count) else {
            throw DatabaseError(resultCode: .SQLITE_TOOBIG, message: "string or blob too big")
        }
        try bytes.withMemoryRebound(to: CChar.self) { text in
            try check(
                length == 0
                    ? sqlite3_bind_text(pointer, index, "", 0, Self.transient)
                    : sqlite3_bind_text(pointer, index, text.baseAddress, length, nil))
        }
        defer { sqlite3_bind_null(pointer, index) }
        try body()
    }

    /// Binds packed values to the parameters, as far as there are any, and runs the statement while they are there.
    func run(binding values: PackedColumns) throws {
        try values.bytes.withUnsafeBytes { memory in
            // Not copied by SQLite, so that nothing may stay bound.
            defer { sqlite3_clear_bindings(pointer) }
            try bind(memory, copying: false)
            try run()
        }
    }

    /// Binds packed values to the parameters.
    func bind(_ values: PackedColumns) throws {
        try values.bytes.withUnsafeBytes { try bind($0, copying: true) }
    }

    private func bind(_ memory: UnsafeRawBufferPointer, copying: Bool) throws {
        let destructor = copying ? Self.transient : nil
        let count = sqlite3_bind_parameter_count(pointer)
        var (place, index): (Int, CInt) = (0, 1)
        while index <= count, let value = PackedValue(memory, at: &place) {
            switch value {
            case .null: try check(sqlite3_bind_null(pointer, index))
            case .integer(let integer): try check(sqlite3_bind_int64(pointer, index, integer))
            case .real(let real): try check(sqlite3_bind_double(pointer, index, real))
            case .text(let bytes):
                try bytes.withMemoryRebound(to: CChar.self) {
                    try check(sqlite3_bind_text(pointer, index, $0.baseAddress, CInt($0.count), destructor))
                }
            case .blob(let bytes):
                try check(sqlite3_bind_blob(pointer, index, bytes.baseAddress, CInt(bytes.count), destructor))
            }
            index += 1
        }
    }

    // MARK: - Steps

    /// Runs a statement that gives no rows.
    func run() throws {
        defer { reset() }
        _ = try next()
    }

    /// Goes to the next row; false after the last one.
    func next() throws -> Bool {
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw error(code)
    }

    /// Makes the statement ready to be run again.
    func reset() { sqlite3_reset(pointer) }

    // MARK: - Columns

    /// A whole number; throws where the file holds something else.
    func integer(_ column: CInt) throws -> Int {
        guard sqlite3_column_type(pointer, column) == SQLITE_INTEGER else { throw damaged(column) }
        return Int(sqlite3_column_int64(pointer, column))
    }

    /// A text; nil for null, throws where the file holds something else.
    func text(_ column: CInt) throws -> String? {
        try bytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// A text that may have come before; nil for null.
    func text(_ column: CInt, _ repeated: inout RepeatedText) throws -> String? {
        try bytes(column) { repeated.text($0) }
    }

    func isNull(_ column: CInt) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    /// The bytes of a text; nil for null.
    func utf8(_ column: CInt) throws -> [UInt8]? {
        try bytes(column) { Array($0) }
    }

    private func bytes<Value>(_ column: CInt, _ read: (UnsafeBufferPointer<UInt8>) -> Value) throws -> Value? {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_NULL: return nil
        case SQLITE_TEXT:
            let start = sqlite3_column_text(pointer, column)
            return read(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
        default: throw damaged(column)
        }
    }

    /// The first columns.
    func columns(_ count: Int) -> PackedColumns {
        var values = PackedColumns()
        for column in 0..<CInt(count) {
            switch sqlite3_column_type(pointer, column) {
            case SQLITE_INTEGER: values.append(sqlite3_column_int64(pointer, column))
            case SQLITE_FLOAT: values.append(sqlite3_column_double(pointer, column))
            case SQLITE_TEXT:
                let start = sqlite3_column_text(pointer, column)
                values.append(text: UnsafeBufferPointer(start: start, count: length(column)))
            case SQLITE_BLOB:
                let start = sqlite3_column_blob(pointer, column)?.assumingMemoryBound(to: UInt8.self)
                values.append(blob: UnsafeBufferPointer(start: start, count: length(column)))
            default: values.appendNull()
            }
        }
        return values
    }

    /// Called after the value itself, as SQLite asks for.
    private func length(_ column: CInt) -> Int { Int(sqlite3_column_bytes(pointer, column)) }

    /// An id of 16 bytes; nil for anything else.
    func id(_ column: CInt) -> UniqueID? {
        guard sqlite3_column_type(pointer, column) == SQLITE_BLOB, let start = sqlite3_column_blob(pointer, column),
            sqlite3_column_bytes(pointer, column) == 16
        else { return nil }
        return UniqueID(
            high: UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    /// The bytes of a blob; nil for anything else.
    func blob(_ column: CInt) -> [UInt8]? {
        guard sqlite3_column_type(pointer, column) == SQLITE_BLOB else { return nil }
        let start = sqlite3_column_blob(pointer, column)
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    // MARK: - Errors

    private func check(_ code: CInt) throws {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: CInt) -> DatabaseError {
        let connection = sqlite3_db_handle(pointer)
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)), sql: statement.sql)
    }

    private func damaged(_ column: CInt) -> DatabaseError {
        DatabaseError(
            resultCode: .SQLITE_CORRUPT,
            message: "the column \(String(cString: sqlite3_column_name(pointer, column))) holds no value of its type")
    }
}
