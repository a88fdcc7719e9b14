import AnnalsContainment
import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

/// Types in the words of the schema language: which values of `W` does `R` refuse?
@Suite struct TypeTests {
    struct Case: CustomTestStringConvertible {
        var types: String
        /// The payloads that show a break; empty for safe, nil for unknown.
        var payloads: [String]?

        init(_ types: String, _ payloads: [String]?) {
            self.types = types
            self.payloads = payloads
        }

        var testDescription: String { types }
    }

    static let cases = [
        // Numbers.
        Case("W: { type: int, minimum: 1, maximum: 9 }\nR: { type: int, exclusiveMaximum: 10 }", []),
        Case("W: int\nR: { type: int, maximum: 9 }", ["10"]),
        Case("W: int\nR: int32", ["2147483648"]),
        Case("W: int32\nR: int", []),
        Case("W: int\nR: double", []),
        Case("W: double\nR: int", ["0.1"]),
        Case("W: { type: double, multipleOf: 1, minimum: 0, maximum: 10 }\nR: int", []),
        Case("W: { type: int, multipleOf: 4 }\nR: { type: int, multipleOf: 2 }", []),
        Case("W: { type: int, multipleOf: 2 }\nR: { type: int, multipleOf: 4 }", ["2"]),
        Case("W: { type: int, multipleOf: 2 }\nR: { type: int, multipleOf: 3 }", ["2"]),
        Case("W: { type: int, multipleOf: 2, minimum: 6, maximum: 6 }\nR: { type: int, multipleOf: 3 }", []),
        Case("W: { type: decimal, multipleOf: 0.01 }\nR: { type: decimal, multipleOf: 0.001 }", []),
        Case("W: { type: decimal, multipleOf: 0.01 }\nR: { type: decimal, multipleOf: 0.1 }", ["\"0.01\""]),
        Case("W: { type: double, exclusiveMinimum: 0 }\nR: { type: double, minimum: 0 }", []),
        Case("W: { type: double, minimum: 0 }\nR: { type: double, exclusiveMinimum: 0 }", ["0"]),
        Case("W: uint\nR: int", ["9223372036854775808"]),
        // A number this close to 1 is read as 1.
        Case(
            "W: { type: double, minimum: 1, maximum: 1, multipleOf: 0.00000000000000000001 }\n"
                + "R: { type: double, multipleOf: 1 }", ["0.99999999999999999999"]),
        // Texts.
        // The same letter, composed in two ways.
        Case(
            "W: { type: string, pattern: '^\u{E9}$' }\nR: { type: string, pattern: '^e\u{301}$' }", ["\"\u{E9}\""]),
        Case("W: { type: string, maxLength: 3 }\nR: { type: string, maxLength: 5 }", []),
        Case("W: string\nR: { type: string, minLength: 1 }", ["\"\""]),
        Case("W: { type: string, pattern: '^[A-Z]{3}$' }\nR: { type: string, maxLength: 3 }", []),
        Case("W: { enum: [EUR, USD] }\nR: { type: string, pattern: '^[A-Z]{3}$' }", []),
        Case("W: { enum: [EUR, dollar] }\nR: { type: string, pattern: '^[A-Z]{3}$' }", ["\"dollar\""]),
        Case("W: { type: string, pattern: '^(a|b)$' }\nR: { enum: [a, b, c] }", []),
        Case("W: string\nR: { enum: [a] }", ["\"\""]),
        Case("W: { enum: [a, b] }\nR: { enum: [a] }", ["\"b\""]),
        Case("W: { enum: [a], open: true }\nR: { enum: [a] }", ["\"\""]),
        Case("W: { enum: [a, b] }\nR: { enum: [a], open: true }", []),
        Case("W: uuid\nR: { type: string, minLength: 36, maxLength: 36 }", []),
        Case("W: uuid\nR: { type: string, maxLength: 35 }", ["\"aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa\""]),
        Case("W: string\nR: uuid", ["\"\""]),
        Case("W: date\nR: { type: string, pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }", []),
        Case("W: { type: string, pattern: '^20[0-9]{2}-01-01$' }\nR: date", []),
        Case("W: { type: string, pattern: '^2000-02-3[0-9]$' }\nR: date", ["\"2000-02-30\""]),
        Case("W: timestamp\nR: date", ["\"2000-01-01T00:00:00Z\""]),
        Case("W: uri\nR: { type: string, pattern: ':' }", []),
        Case("W: { type: bytes, maxLength: 3 }\nR: { type: bytes, maxLength: 2 }", ["\"AAAA\""]),
        Case("W: decimal\nR: double", ["\"0\""]),
        // Lists and maps.
        Case("W: { type: list<int>, maxItems: 3 }\nR: { type: list<int>, maxItems: 5 }", []),
        Case("W: { type: list<int> }\nR: { type: list<int>, uniqueItems: true }", ["[0,0]"]),
        Case(
            "W: { type: list<E>, uniqueItems: true }\nE: { type: int, minimum: 1, maximum: 2 }\nR: { type: list<int>, maxItems: 2 }",
            []),
        Case("W: { type: list<int>, maxItems: 1 }\nR: { type: list<int>, uniqueItems: true }", []),
        Case("W: { type: list<int> }\nR: { type: list<string> }", ["[0]"]),
        Case("W: { type: list<int>, maxItems: 0 }\nR: { type: list<string> }", []),
        Case(
            "W: { type: list<string>, minItems: 2 }\nR: { type: list<E> }\nE: { type: string, maxLength: 1 }",
            ["[\"aa\",\"\"]"]),
        Case("W: { type: map<int> }\nR: { type: map<double> }", []),
        Case("W: { type: map<int> }\nR: { type: map<int>, maxProperties: 1 }", ["{\"a\":0,\"b\":0}"]),
        // Structs.
        Case("W: { fields: { a: int } }\nR: { fields: { a: int, b: int? } }", []),
        Case("W: { fields: { a: int } }\nR: { fields: { a: int, b: { type: int, default: 1 } } }", []),
        Case("W: { fields: { a: int } }\nR: { fields: { a: int, b: int } }", ["{\"a\":0}"]),
        Case("W: { fields: { a: int, b: int } }\nR: { fields: { a: int } }", []),
        Case("W: { fields: { a: int? } }\nR: { fields: { a: int } }", ["{}"]),
        Case("W: { fields: { a: int } }\nR: { fields: { a: int? } }", []),
        Case("W: { fields: { a: int, b: string } }\nR: { fields: { a: string, b: int } }", ["{\"a\":0,\"b\":\"\"}"]),
        Case("W: { fields: { a: int, b: int } }\nR: { type: map<int> }", []),
        Case("W: { fields: { a: int, b: string } }\nR: { type: map<int> }", ["{\"a\":0,\"b\":\"\"}"]),
        // The smallest payload is too long to be shown.
        Case(
            "W: { fields: { a: L } }\nL: { type: list<int>, minItems: 20000 }\nR: { type: map<json>, maxProperties: 0 }",
            nil),
        Case("W: { type: map<int> }\nR: { fields: { a: int? } }", []),
        Case("W: { type: map<int> }\nR: { fields: { a: int } }", ["{}"]),
        Case("W: { type: map<int> }\nR: { fields: { a: string? } }", ["{\"a\":0}"]),
        Case("W: { fields: { a: int } }\nR: json", []),
        // Recursion.
        Case(
            "W: { fields: { value: int32, next: W? } }\nR: { fields: { value: int, next: R? } }", []),
        Case(
            "W: { fields: { value: int, next: W? } }\nR: { fields: { value: int, next: S? } }\n"
                + "S: { fields: { value: int32, next: R? } }",
            ["{\"value\":0,\"next\":{\"value\":2147483648}}"]),
        Case(
            "W: { fields: { next: { type: list<W>, minItems: 0 } } }\nR: { fields: { next: { type: list<R>, maxItems: 1 } } }",
            ["{\"next\":[{\"next\":[]},{\"next\":[]}]}"]),
    ]

    @Test(arguments: cases)
    func verdict(_ example: Case) throws {
        let lines = example.types.split(separator: "\n").map { line in
            line.contains("{") ? "  \(line)" : "  \(line.replacing(": ", with: ": { type: ")) }"
        }
        let schema = try Self.schema("annals: 1\ntypes:\n\(lines.joined(separator: "\n"))\n")
        let (own, other) = (ValueType.named(VersionedName("W", 1)), ValueType.named(VersionedName("R", 1)))
        var containment = Containment(PayloadWriter(schema), PayloadReader(schema))
        switch containment.decide(.type(own), readAs: .type(other)) {
        case .safe:
            #expect(example.payloads == [])
            let validator = Validator(schema)
            for payload in Sampler(schema).values(of: own, name: "W", count: 1000) {
                #expect(validator.violations(of: payload, as: other).isEmpty, "\(payload.text)")
            }
        case .breaks(let found): #expect(found.map(\.payload.text) == example.payloads)
        case .unknown(let doubts, _): #expect(example.payloads == nil, "\(doubts)")
        }
    }

    /// Types that have one another inside in different orders meet in more ways than can be gone through.
    @Test func manyCyclesEnd() throws {
        let numbers = 0..<5
        func types(_ letter: String, _ leaf: String, _ next: (Int, Int) -> Int) -> String {
            numbers.map { type in
                let fields = numbers.map { "f\($0): \(letter)\(next(type, $0) % 5 + 1)?" }.joined(separator: ", ")
                return "  \(letter)\(type + 1): { fields: { leaf: \(leaf), \(fields) } }\n"
            }.joined()
        }
        let (writers, readers) = (types("W", "int32") { $1 }, types("R", "int") { $0 + $1 })
        let schema = try Self.schema("annals: 1\ntypes:\n\(writers)\(readers)")
        var containment = Containment(PayloadWriter(schema), PayloadReader(schema), samples: 10)
        let (own, other) = (ValueType.named(VersionedName("W1", 1)), ValueType.named(VersionedName("R1", 1)))
        #expect(containment.decide(.type(own), readAs: .type(other)) == .safe)
        guard case .breaks = containment.decide(.type(other), readAs: .type(own)) else {
            Issue.record("not every int is an int32")
            return
        }
    }

    static func schema(_ text: String) throws -> Schema {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load([SchemaSource(path: "types.yaml", text: text)], diagnostics: &diagnostics)
        return try #require(schema, "\(diagnostics.all.map { "\($0.location?.line ?? 0): \($0.message)" })")
    }
}
