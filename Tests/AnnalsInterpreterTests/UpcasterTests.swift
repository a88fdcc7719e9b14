import AnnalsDiagnostics
import AnnalsFunctions
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

@Suite struct UpcasterTests {
    static let order = """
        {"orderId":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","userId":"u1",\
        "items":[{"productId":"p","quantity":2,"price":1.5}],\
        "shippingAddress":"Main 1, Springfield, IL","totalAmount":3}
        """

    @Test func anOrderGoesThroughAllVersions() throws {
        let trace = try Upcaster(Schemas.examples()).upcast(
            try .json(UpcasterTests.order), event: "OrderCreated", from: 1)
        #expect(trace.steps.map(\.version) == [1, 2, 3])
        #expect(
            trace.payload.text == """
                {"orderId":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","customerId":"u1",\
                "items":[{"productId":"p","quantity":2,"price":1.5,"taxRate":0.0,"totalPrice":3.0}],\
                "shippingAddress":{"street":"Main 1","city":"Springfield","state":"IL","zipCode":"","country":"USA"},\
                "totalAmount":3.0,"currency":"USD","tags":[],"placedAt":"2026-01-31T09:30:00Z"}
                """)
    }

    @Test func aStepBeforeTheNewestCanBeAskedFor() throws {
        let trace = try Upcaster(Schemas.examples()).upcast(
            try .json(UpcasterTests.order), event: "OrderCreated", from: 1, to: 2)
        #expect(trace.steps.map(\.version) == [1, 2])
    }

    @Test(arguments: [(9, 9), (1, 9), (3, 1), (0, 1)]) func versionsThatAreNotThere(from: Int, to: Int) throws {
        let failure = try #require(throws: UpcastFailure.self) {
            try Upcaster(Schemas.examples()).upcast(.null, event: "OrderCreated", from: from, to: to)
        }
        #expect(failure.reason == .unknownVersion)
    }

    /// The upcast of `new`, the payload of version 1 besides its id, and the reason that is expected.
    @Test(arguments: [
        ("{ type: int }", "int(old.text)", #""text":"x","items":[],"price":1"#, "evaluation"),
        ("{ type: int }", "old.items[0]", #""text":"","items":[],"price":1"#, "evaluation"),
        ("{ type: double }", "old.price * 1e308", #""text":"","items":[],"price":2"#, "unwritable"),
        ("{ type: string, minLength: 1 }", "old.text", #""text":"","items":[],"price":1"#, "result"),
        ("{ type: string }", "custom", #""text":"","items":[],"price":1"#, "custom"),
    ]) func failuresSayWhere(type: String, upcast: String, json: String, expected: String) throws {
        let schema = try Schemas.happened(
            """
              1: { fields: { id: uuid, text: string, items: list<int>, price: double } }
              2:
                fields: { id: uuid, text: string, items: list<int>, price: double, new: \(type) }
                upcast: { new: "\(upcast)" }
            """.replacing("\"custom\"", with: "custom"))
        let payload = try JSONValue.json(#"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8",\#(json)}"#)
        let failure = try #require(throws: UpcastFailure.self) {
            try Upcaster(schema).upcast(payload, event: "Happened", from: 1)
        }
        #expect((failure.from, failure.to) == (1, 2))
        #expect(failure.pointer == "/new")
        #expect("\(failure.reason)".hasPrefix(expected))
        #expect(failure.location?.file == "test.yaml")
        #expect(failure.trace.steps.map(\.version) == [1])
    }

    @Test func aNestedTypesStepIsLocatedThere() throws {
        let schema = try Schemas.happened(
            types: """
                types:
                  Item:
                    versions:
                      1: { fields: { price: double } }
                      2:
                        fields: { price: double, total: double }
                        upcast: { total: old.price * 10.0 }
                """,
            """
              1: { fields: { id: uuid, items: list<Item@1> } }
              2: { fields: { id: uuid, items: list<Item@2> } }
            """)
        let id = #""id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8""#
        let failure = try #require(throws: UpcastFailure.self) {
            try Upcaster(schema).upcast(
                try .json(#"{\#(id),"items":[{"price":1},{"price":1e308}]}"#), event: "Happened", from: 1)
        }
        #expect(failure.pointer == "/items/1/total")
        #expect(failure.place == "items.total")
        #expect(failure.location?.line == 9)
        #expect(failure.reason == .unwritable("inf"))
    }

    @Test func metadataReachesExpressions() throws {
        let schema = try Schemas.happened(
            """
              1: { fields: { id: uuid } }
              2:
                fields: { id: uuid, by: string }
                upcast: { by: "meta.?userId.orValue('nobody')" }
            """)
        let payload = try JSONValue.json(#"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8"}"#)
        func by(_ user: String?) throws -> JSONValue? {
            let metadata = Metadata(type: "Happened", version: 1, userId: user)
            return try Upcaster(schema).upcast(payload, event: "Happened", from: 1, metadata: metadata).payload["by"]
        }
        #expect(try by("ada") == .string("ada"))
        #expect(try by(nil) == .string("nobody"))
    }
}
