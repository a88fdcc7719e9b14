import AnnalsInterpreter
import AnnalsJSON
import AnnalsValues
import Testing

@Suite struct ShrinkerTests {
    /// Something, what it shows, and the smallest thing that shows it too.
    static let rows: [(json: String, smallest: String, isWitness: @Sendable (JSONValue) -> Bool)] = [
        (#"{"a":[1,2,{"b":"long text"}],"c":true}"#, "{}", { $0.typeName == "object" }),
        (#"{"a":[1,2,3,4,5,6,7]}"#, #"{"a":[0,0,0]}"#, { $0["a"]?.text.split(separator: ",").count ?? 0 > 2 }),
        ("123456", "100", { if case .number(let number) = $0 { number.double ?? 0 > 99 } else { false } }),
        ("1.7976931348623157e+308", "1e+308", { $0.text.contains("e+308") }),
        (#""many words, and more""#, #"",""#, { $0.text.contains(",") }),
        ("true", "true", { $0 == .bool(true) }),
    ]

    @Test(arguments: rows.indices) func nothingSuperfluousIsLeft(row: Int) throws {
        let row = ShrinkerTests.rows[row]
        #expect(Shrinker.smallest(try .json(row.json), row.isWitness).text == row.smallest)
    }

    @Test func attemptsAreBounded() throws {
        var attempts = 0
        let large = JSONValue.array((0..<100).map { .integer($0 * 1000) })
        _ = Shrinker.smallest(large, attempts: 50) { _ in
            attempts += 1
            return false
        }
        #expect(attempts == 50)
    }
}
