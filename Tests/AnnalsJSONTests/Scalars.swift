import AnnalsJSON
import AnnalsValues

/// One field of every scalar type, with the constraints that it can have.
struct Scalars: JSONCodable {
    var bool: Bool?
    var int: Int?
    var int32: Int32?
    var uint: UInt?
    var double: Double?
    var decimal: DecimalNumber?
    var time: Timestamp?
    var date: CalendarDate?
    var span: TimeSpan?
    var bytes: [UInt8]?
    var uri: String?
    var json: JSONValue?

    private static let fields: JSONFields = [
        "bool", "int", "int32", "uint", "double", "decimal", "time", "date", "span", "bytes", "uri", "json",
    ]

    init?(from reader: inout JSONReader) {
        var object = reader.beginObject(Scalars.fields)
        while let field = reader.nextField(in: &object) {
            switch field {
            case 0: bool = reader.bool()
            case 1: int = reader.int(minimum: -10, maximum: 1000, multipleOf: 5)
            case 2: int32 = reader.int32()
            case 3: uint = reader.uint()
            case 4:
                double = reader.double(
                    minimum: -1, exclusiveMinimum: -1, exclusiveMaximum: 1e9, multipleOf: DecimalNumber("0.25"))
            case 5:
                decimal = reader.decimal(
                    minimum: 0, maximum: 100, exclusiveMinimum: 0, exclusiveMaximum: 100,
                    multipleOf: DecimalNumber("0.05"))
            case 6: time = reader.timestamp()
            case 7: date = reader.date()
            case 8: span = reader.duration()
            case 9: bytes = reader.bytes(minLength: 1, maxLength: 3)
            case 10: uri = reader.uri()
            default: json = reader.json()
            }
        }
        guard reader.endObject(object) else { return nil }
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if let bool { writer.key("bool"); writer.value(bool) }
        if let int { writer.key("int"); writer.value(int) }
        if let int32 { writer.key("int32"); writer.value(int32) }
        if let uint { writer.key("uint"); writer.value(uint) }
        if let double { writer.key("double"); writer.value(double) }
        if let decimal { writer.key("decimal"); writer.value(decimal) }
        if let time { writer.key("time"); writer.value(time) }
        if let date { writer.key("date"); writer.value(date) }
        if let span { writer.key("span"); writer.value(span) }
        if let bytes { writer.key("bytes"); writer.value(bytes) }
        if let uri { writer.key("uri"); writer.value(uri) }
        if let json { writer.key("json"); writer.value(json) }
        writer.endObject()
    }
}
