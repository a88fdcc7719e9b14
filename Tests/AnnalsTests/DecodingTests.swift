import Annals
import AnnalsStoreSuite
import Testing

@Suite struct DecodingTests {
    private let id = UniqueID(high: 1, low: 2)

    private func record(_ type: String, _ version: Int, _ payload: String) throws -> RecordedEvent {
        RecordedEvent(
            metadata: EventMetadata(
                id: id, type: type, version: version, stream: "Account-a", streamVersion: 4, position: 17,
                time: .now()), payload: Array(payload.utf8))
    }

    @Test func upcastsFromAnyVersion() throws {
        let new = #"{"accountId":"a","amount":5,"currency":"EUR","tags":["x"]}"#
        #expect(
            try MoneyDeposited.decode(record("MoneyDeposited", 2, new))
                == MoneyDeposited(accountId: "a", amount: 5, currency: "EUR", tags: ["x"]))
        #expect(
            try MoneyDeposited.decode(record("MoneyDeposited", 1, #"{"accountId":"a","amount":5}"#))
                == MoneyDeposited(accountId: "a", amount: 500))
    }

    @Test func aRetiredEventIsReadAsItsParts() throws {
        let old = try record("BalanceFixed", 1, #"{"accountId":"a","taken":2,"given":3}"#)
        let parts = try old.parts([BalanceCorrected.self])
        #expect(parts.map(\.type) == ["MoneyWithdrawn", "MoneyDeposited"])
        #expect(parts.map(\.metadata.id) == [id.derived(1), id.derived(2)])
        #expect(parts.map(\.metadata.part) == [1, 2])
        #expect(parts.map(\.position) == [17, 17])
        #expect(parts.last?.metadata.summary.contains("at position 17 part 2 (") == true)
        let events = try sampleRegistry.events(old)
        #expect(events.first as? MoneyWithdrawn == MoneyWithdrawn(accountId: "a", amount: 2))
        #expect(events.last as? MoneyDeposited == MoneyDeposited(accountId: "a", amount: 3))
        // What is left keeps the number that it has in the schema.
        let one = try record("BalanceCorrected", 1, #"{"accountId":"a","taken":0,"given":3}"#)
        #expect(try one.parts([BalanceCorrected.self]).map(\.metadata.id) == [id.derived(2)])
        #expect(try record("MoneyWithdrawn", 1, "{}").parts([BalanceCorrected.self]).count == 1)
        let error = #expect(throws: EventDecodingError.self) { try sampleRegistry.decode(old) }
        #expect(error?.description.contains("BalanceFixed is retired") == true)
    }

    @Test func noRetiredEventsAreProposed() throws {
        let error = #expect(throws: EventStoreError.self) {
            try ProposedEvent(
                type: "BalanceCorrected", version: 1, payload: Array(#"{"accountId":"a","taken":0,"given":3}"#.utf8),
                registry: sampleRegistry)
        }
        #expect(error?.code == .unknownEventType)
        #expect(error?.description.contains("no new one can be appended") == true)
    }

    @Test func theSumTypeAndTheRegistryUpcastToo() throws {
        let old = try record("MoneyDeposited", 1, #"{"accountId":"a","amount":5}"#)
        #expect(try AccountEvent(old) == .moneyDeposited(MoneyDeposited(accountId: "a", amount: 500)))
        #expect(
            try sampleRegistry.decode(old) as? MoneyDeposited == MoneyDeposited(accountId: "a", amount: 500))
        let upcast = try sampleRegistry.upcast(old)
        #expect(upcast.version == 2)
        #expect(upcast.metadata.id == id)
        #expect(
            String(decoding: upcast.payload, as: UTF8.self)
                == #"{"accountId":"a","amount":500,"currency":"USD","tags":[]}"#)
    }

    @Test(arguments: [
        ("MoneyDeposited", 3, "{}", "MoneyDeposited version 3 was written by newer code", "Deploy the newer code"),
        ("MoneyDeposited", 0, "{}", "MoneyDeposited has no version 0", "from 1 to 2"),
        ("Unheard", 1, "{}", "event type \"Unheard\" is not known here", "MoneyDeposited, MoneyWithdrawn"),
        ("MoneyDeposited", 1, #"{"accountId":""}"#, "no valid MoneyDeposited version 1", "amount"),
        ("MoneyDeposited", 2, #"{"accountId":"a""#, "no valid MoneyDeposited version 2", "JSON"),
        (
            "MoneyDeposited", 1, #"{"accountId":"a","amount":\#(Int.max)}"#,
            "upcasting MoneyDeposited from version 1 to 2 failed", "does not fit"
        ),
    ])
    func says(type: String, version: Int, payload: String, what: String, detail: String) throws {
        let error = try #require(
            throws: EventDecodingError.self
        ) { try sampleRegistry.decode(record(type, version, payload)) }
        let place = "event \(type) version \(version) at position 17 (Account-a version 4, id \(id)): "
        #expect(error.description.hasPrefix(place))
        #expect(error.description.contains(what), "\(error)")
        #expect(error.description.contains(detail), "\(error)")
        #expect(error.event?.position == 17)
    }

    @Test func aRecordOfAnotherTypeIsRefused() throws {
        let other = try record("MoneyWithdrawn", 1, #"{"accountId":"a","amount":5}"#)
        let error = #expect(throws: EventDecodingError.self) { try MoneyDeposited.decode(other) }
        guard case .unknownType(known: ["MoneyDeposited"]) = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func stepsOfTheUserSayWhatTheyThrew() throws {
        struct Failure: Error {}
        let error = #expect(throws: EventDecodingError.self) {
            try EventPayload<MoneyDeposited>.upcastCustom(from: 1, to: 2) { throw Failure() }
        }
        #expect(error?.version == 1)
        #expect(error?.description.contains("custom upcast of MoneyDeposited from version 1 to 2") == true)
    }

    @Test func theRegistryKnowsItsTypes() {
        #expect(sampleRegistry.types == ["MoneyDeposited", "MoneyWithdrawn"])
        #expect(sampleRegistry.newestVersion(of: "MoneyDeposited") == 2)
        #expect(sampleRegistry.newestVersion(of: "Unheard") == nil)
    }
}
