import AnnalsJSON
import AnnalsValues
import Testing

@Suite("Tagged unions")
struct UnionTests {
    private static let strict: JSONLimits = {
        var limits = JSONLimits.standard
        limits.refusesUnknownFields = true
        return limits
    }()

    private func violations(_ text: String) -> [String] {
        do throws(InvalidPayload) {
            _ = try Choice(json: Array(text.utf8), limits: Self.strict)
            return []
        } catch .violations(let violations) {
            return violations.map { "\($0.pointer) \($0.keyword)" }
        } catch {
            return ["\(error)"]
        }
    }

    @Test(
        "The tag may stand anywhere and is no unknown field",
        arguments: [
            #"{"kind":"cash","amount":5}"#, #"{"amount":5,"kind":"cash"}"#,
            #"{ "amount" : 5 , "k\u0069nd" : "c\u0061sh" }"#,
        ])
    func tags(text: String) throws {
        let choice = try Choice(json: Array(text.utf8), limits: Self.strict)
        #expect(choice == .cash(Cash(amount: 5)))
        #expect(String(decoding: try choice.json(), as: UTF8.self) == #"{"kind":"cash","amount":5}"#)
    }

    @Test(
        "What is wrong is said where it is",
        arguments: [
            ("5", [" type"]), ("{}", [" required"]), (#"{"amount":5}"#, [" required"]),
            (#"{"kind":5}"#, ["/kind type"]),
            (#"{"kind":"gold"}"#, ["/kind enum"]), (#"{"kind":"cash"}"#, [" required"]),
            (#"{"kind":"cash","amount":"a","other":1}"#, [" additionalProperties", "/amount type"]),
        ])
    func problems(text: String, expected: [String]) {
        #expect(violations(text) == expected)
    }

    @Test(arguments: [
        #"{"kind":"cash","amount":5,"kind":"cash"}"#, #"{"amount":5,"#, #"{"amount":5,"kind""#,
        #"{"amount":5 "kind":"cash"}"#,
        #"{"amount":[5}"#, #"{"kind":"cash","amount":5"#, #"{"kind":"#, "{",
    ])
    func malformed(text: String) {
        #expect(throws: InvalidPayload.self) { try Choice(json: Array(text.utf8)) }
    }
}

struct Cash: JSONCodable {
    private static let fields = JSONFields(["amount"], required: [0])
    var amount: Int

    init(amount: Int) { self.amount = amount }

    init?(from reader: inout JSONReader) {
        var amount: Int?
        var object = reader.beginObject(Self.fields)
        while let field = reader.nextField(in: &object) {
            if field == 0 { amount = reader.int() }
        }
        guard reader.endObject(object), let amount else { return nil }
        self.init(amount: amount)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("amount")
        writer.value(amount)
        writer.endObject()
    }
}

enum Choice: JSONCodable {
    private static let tags: JSONFields = ["cash"]
    case cash(Cash)

    init?(from reader: inout JSONReader) {
        guard reader.tag("kind", of: Self.tags) != nil, let value = Cash(from: &reader) else { return nil }
        self = .cash(value)
    }

    func write(to writer: inout JSONWriter) {
        let value =
            switch self {
            case .cash(let value): value
            }
        writer.tag("kind", "cash")
        writer.value(value)
    }
}
