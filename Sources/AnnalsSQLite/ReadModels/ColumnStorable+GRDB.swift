public import Annals
public import GRDB

// So that queries take these values as read models store them: `Column("createdAt") > timestamp`.

// `Codable` is named because GRDB has a way of its own for what is, which would be as good.
extension ColumnStorable where Self: DatabaseValueConvertible & Codable {
    /// The value as read models store it.
    public var databaseValue: DatabaseValue { ((try? columnValue()) ?? .null).databaseValue }

    /// Reads what read models store.
    public static func fromDatabaseValue(_ value: DatabaseValue) -> Self? {
        ColumnValue.fromDatabaseValue(value).flatMap { try? Self(columnValue: $0) }
    }
}

extension UniqueID: DatabaseValueConvertible {}
extension Timestamp: DatabaseValueConvertible {}
extension CalendarDate: DatabaseValueConvertible {}
extension TimeSpan: DatabaseValueConvertible {}
extension DecimalNumber: DatabaseValueConvertible {}
