import Annals
import AnnalsStoreSuite
import Testing

@Suite struct ProposedEventTests {
    @Test func encodesATypedEvent() throws {
        let event = try ProposedEvent(
            MoneyDeposited(accountId: "a", amount: 5), context: EventContext(userId: "u"))
        #expect(event.type == "MoneyDeposited")
        #expect(event.version == 2)
        #expect(event.userId == "u")
        #expect(
            String(decoding: event.payload, as: UTF8.self)
                == #"{"accountId":"a","amount":5,"currency":"USD","tags":[]}"#)
    }

    @Test func idsAreNewAndTimeOrdered() throws {
        let ids = try (0..<100).map { _ in try deposit().id }
        #expect(Set(ids).count == 100)
        // The version nibble of RFC 9562.
        #expect(ids.allSatisfy { ($0.high >> 12) & 0xF == 7 })
    }

    @Test func reportsEveryViolationOfATypedEvent() throws {
        let error = #expect(throws: EventStoreError.self) {
            try ProposedEvent(MoneyDeposited(accountId: "", amount: -1))
        }
        #expect(error?.code == .invalidPayload)
        let cause = try #require(error?.underlying as? EventDecodingError)
        guard case .invalidPayload(let payload) = cause.reason else {
            Issue.record("\(cause)")
            return
        }
        #expect(payload.violations.map(\.pointer.description) == ["/accountId", "/amount"])
        #expect(error?.message.hasPrefix("not appended:") == true)
    }

    @Test(arguments: [
        ("Unheard", 1, "{}", EventStoreError.Code.unknownEventType),
        ("MoneyDeposited", 3, "{}", .unknownVersion), ("MoneyDeposited", 0, "{}", .unknownVersion),
        ("MoneyDeposited", -1, "{}", .unknownVersion), ("MoneyDeposited", 1, "", .invalidPayload),
        ("MoneyDeposited", 1, #"{"accountId":"a","amount":-1}"#, .invalidPayload),
        ("MoneyDeposited", 1, #"{"accountId":"a","amount":1} x"#, .invalidPayload),
        ("MoneyDeposited", 1, #"{"accountId":"\ud800","amount":1}"#, .invalidPayload),
        ("MoneyDeposited", 2, String(repeating: "[", count: 100_000), .invalidPayload),
    ])
    func refusesRawBytes(type: String, version: Int, payload: String, code: EventStoreError.Code) {
        let error = #expect(throws: EventStoreError.self) {
            try ProposedEvent(type: type, version: version, payload: Array(payload.utf8), registry: sampleRegistry)
        }
        #expect(error?.code == code)
        #expect(error?.message.contains(type) == true)
    }

    @Test func refusesAContextThatATextColumnCannotHold() {
        for context in [
            EventContext(userId: "\u{0}"), EventContext(correlationId: "a\u{0}"), EventContext(causationId: "\u{0}a"),
        ] {
            let error = #expect(throws: EventStoreError.self) {
                try ProposedEvent(MoneyDeposited(accountId: "a", amount: 1), context: context)
            }
            #expect(error?.code == .invalidPayload)
        }
    }

    @Test func keepsRawBytesAsTheyAre() throws {
        let payload = Array(#"  { "amount" : 1.0e0, "other":[], "accountId":"a"} "#.utf8)
        let event = try ProposedEvent(
            type: "MoneyDeposited", version: 1, payload: payload, registry: sampleRegistry)
        #expect(event.payload == payload)
        #expect(event.version == 1)
    }
}
