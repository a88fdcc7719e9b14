import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Testing

@Suite struct HandlerTests {
    static let account = "6ba7b810-9dad-41d1-80b4-00c04fd430c8"

    static func deposit(_ amount: Int, version: Int, _ rest: String) throws -> StoredEvent {
        let payload = try JSONValue.json(
            #"{"accountId":"\#(account)","transactionId":"\#(UniqueID(high: 1, low: UInt64(amount)))","#
                + #""amount":\#(amount),\#(rest)}"#)
        return StoredEvent(payload: payload, metadata: Metadata(type: "MoneyDeposited", version: version))
    }

    static func events() throws -> [StoredEvent] {
        [
            try deposit(100, version: 1, #""source":"""#),
            try deposit(50, version: 2, #""source":"cash","currency":"USD","reference":null"#),
            try deposit(7, version: 3, #""source":{"name":"Ada"}"#),
        ]
    }

    @Test func anAggregateFoldsEventsOfAllVersions() throws {
        var folder = try Folder(Schemas.examples(), aggregate: "Account")
        #expect(try folder.state().text == #"{"balance":0,"transactions":0}"#)
        for event in try HandlerTests.events() { try folder.apply(event) }
        #expect(try folder.state().text == #"{"balance":157,"transactions":3}"#)
    }

    @Test func aFailureLeavesTheStateAsItWas() throws {
        var folder = try Folder(Schemas.examples(), aggregate: "Account")
        try folder.apply(try HandlerTests.deposit(3, version: 3, #""source":{"name":"Ada"}"#))
        #expect(throws: HandlerFailure.self) {
            try folder.apply(try HandlerTests.deposit(3, version: 3, #""source":{"name":""}"#))
        }
        #expect(try folder.state().text == #"{"balance":3,"transactions":1}"#)
    }

    @Test func rowsAreInsertedAndChanged() throws {
        var projector = try Projector(Schemas.examples(), projection: "AccountBalance")
        for event in try HandlerTests.events() { try projector.apply(event) }
        #expect(
            try projector.table().map(\.text) == [
                #"{"accountId":"\#(HandlerTests.account)","balance":157,"currency":"EUR","transactions":3,"#
                    + #""lastUpdated":"2026-01-31T09:30:00Z"}"#
            ])
    }

    @Test func everyTurnOfALoopSeesTheRowOfTheTurnBefore() throws {
        var projector = try Projector(Schemas.examples(), projection: "ProductSales")
        let item = #"{"productId":"p","quantity":2,"price":1.5}"#
        let payload = try JSONValue.json(
            #"{"orderId":"\#(HandlerTests.account)","userId":"u","items":[\#(item),\#(item)],"#
                + #""shippingAddress":"","totalAmount":1}"#)
        try projector.apply(
            StoredEvent(payload: payload, metadata: Metadata(type: "OrderCreated", version: 1)))
        #expect(try projector.table().map(\.text) == [#"{"productId":"p","unitsSold":4,"revenue":6.0}"#])
    }

    @Test func ofOneRowOnlyItsEventsCount() throws {
        let key = try JSONValue.json(#"{"accountId":"\#(HandlerTests.account)"}"#)
        var projector = try Projector(Schemas.examples(), projection: "AccountBalance", only: key)
        #expect(try projector.apply(HandlerTests.events()[0]))
        let before = try projector.table()
        #expect(before.count == 1)
        let other = try JSONValue.json(
            #"{"accountId":"\#(UniqueID(high: 7, low: 7))","transactionId":"\#(HandlerTests.account)","amount":1,"source":""}"#
        )
        let isOfTheRow = try projector.apply(
            StoredEvent(payload: other, metadata: Metadata(type: "MoneyDeposited", version: 1)))
        #expect(!isOfTheRow, "it is not encoded to see whether it has changed")
        #expect(try projector.table() == before)
    }

    @Test func anUpdateWithoutRowIsCounted() throws {
        var projector = try Projector(Schemas.examples(), projection: "OrderSummary")
        let payload = try JSONValue.json(#"{"orderId":"\#(HandlerTests.account)"}"#)
        try projector.apply(
            StoredEvent(payload: payload, metadata: Metadata(type: "OrderDelivered", version: 1)))
        #expect(try projector.table().isEmpty)
        #expect(projector.missedUpdates == 1)
    }

    @Test func namesThatAreNotThere() throws {
        #expect(throws: HandlerFailure.unknownName("Nothing")) {
            try Folder(Schemas.examples(), aggregate: "Nothing")
        }
        #expect(throws: HandlerFailure.unknownName("Nothing")) {
            try Projector(Schemas.examples(), projection: "Nothing")
        }
    }

    @Test(arguments: ["New", "Old", "Older"]) func eventsAreFoldedUnderTheirFormerNames(type: String) throws {
        let schema = try Schemas.load([
            SchemaSource(
                path: "test.yaml",
                text: """
                    annals: 1
                    aggregates:
                      A: { id: { id: int }, state: { n: { type: int, default: 0 } }, on: { New: { set: { n: event.n } } } }
                    events:
                      New: { aggregate: A, formerly: [Older, Old], fields: { id: int, n: int } }
                    projections:
                      P: { key: { id: int }, columns: { n: int, t: string }, on: { New: { upsert: { n: event.n, t: meta.type } } } }
                    """)
        ])
        let event = StoredEvent(
            payload: try JSONValue(parsing: #"{"id":1,"n":2}"#), metadata: Metadata(type: type, version: 1))
        var folder = try Folder(schema, aggregate: "A")
        try folder.apply(event)
        #expect(try folder.state().text == #"{"n":2}"#)
        var projector = try Projector(schema, projection: "P")
        try projector.apply(event)
        // What is stored is what the metadata say, so that a rename changes no row.
        #expect(try projector.table().map(\.text) == [#"{"id":1,"n":2,"t":"\#(type)"}"#])
    }
}
