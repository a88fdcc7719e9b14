import AnnalsJSON
import AnnalsValues
import Foundation
import Testing

/// For coders, values have the form that they have in events.
@Suite struct CodableTests {
    private func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func decoded<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private struct Everything: Codable, Hashable {
        var id = UniqueID("6ba7b810-9dad-41d1-80b4-00c04fd430c8")
        var time = Timestamp("2024-02-29T12:00:00.5Z")
        var date = CalendarDate("2024-02-29")
        var span = TimeSpan("1.5s")
        var amount = DecimalNumber("0.10")
        var none: Timestamp?
        var map: OrderedMap<DecimalNumber?> = ["a": 1, "b": nil]
    }

    @Test func valuesAreTheirTexts() throws {
        let value = Everything()
        let text = try encoded(value)
        #expect(
            text == """
                {"amount":"0.1","date":"2024-02-29","id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","map":{"a":"1","b":null},\
                "span":"1.500s","time":"2024-02-29T12:00:00.500Z"}
                """)
        #expect(try decoded(encoded(value)) == value)
    }

    @Test(arguments: [
        #"{"id":"x"}"#, #"{"time":"yesterday"}"#, #"{"date":"2023-02-29"}"#, #"{"span":1}"#, #"{"amount":1}"#,
    ])
    func whatIsNoneIsRefusedWithItsPlace(text: String) throws {
        let filled = text.dropLast() + #","map":{}}"#
        do {
            _ = try decoded(String(filled), as: Everything.self)
            Issue.record("\(text) was read")
        } catch DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context) {
            #expect(context.codingPath.count == 1)
        }
    }

    @Test(arguments: [
        "null", "true", #""a/b""#, "[]", "{}", "0", "-1", "9223372036854775807", "18446744073709551615", "0.1",
        "1e+300",
        #"[1,[2,{"a":null}],"x"]"#,
    ]) func anyJSONIsReadAndWritten(text: String) throws {
        let value = try JSONValue(parsing: text)
        #expect(try decoded(encoded([value]), as: [JSONValue].self) == [value])
    }

    @Test func aNumberBeyondDoublesIsRefused() throws {
        let value = try JSONValue(parsing: "1e400")
        #expect(throws: EncodingError.self) { try encoded([value]) }
    }
}
