import Annals
import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsExchange
import AnnalsSQLite
import AnnalsSchema
import AnnalsVerification
import Foundation
import Testing

/// Stored events against schemas that are others than those that wrote them.
@Suite struct StoreVerifierTests {
    /// A tree whose event `Happened` has these versions.
    static func schema(_ versions: String..., types: String = "") throws -> Schema {
        let numbered = versions.enumerated().map { "      \($0.offset + 1): \($0.element)\n" }.joined()
        let text = """
            annals: 1
            namespace: test
            types:
              Status: { enum: [new, old] }
              Node: { fields: { name: string, next: Node? } }
            \(types)
            aggregates:
              Thing:
                id: { id: string }
                ignore: [Happened]
            events:
              Happened:
                aggregate: Thing
                formerly: Occurred
                versions:
            \(numbered)
            """
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load([SchemaSource(path: "test.yaml", text: text)], diagnostics: &diagnostics)
        return try #require(schema, "\(diagnostics.all.map(\.message))")
    }

    private let folder = FileManager.default.temporaryDirectory.appending(path: "verify-\(UUID().uuidString)")

    /// A store with a payload an event.
    private func store(_ payloads: [String], version: Int = 1, as schema: Schema) async throws -> SQLiteEventStore {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lines = payloads.map { #"{"type":"Occurred","version":\#(version),"stream":"Thing-1","data":\#($0)}"# }
        let file = folder.appending(path: "events.jsonl")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
        let store = try SQLiteEventStore(path: folder.appending(path: "events.sqlite").path, durability: .normal)
        _ = try await EventImport(schema).run(file.path, into: store)
        return store
    }

    @Test func rangesAreWhatIsStored() async throws {
        let schema = try Self.schema(
            """
            { fields: { id: string, size: int, price: decimal?, status: Status, tags: list<string>, \
            prices: map<double>, isNew: bool, node: Node? } }
            """)
        let store = try await store(
            [
                #"{"id":"a","size":3,"price":"1.50","status":"new","tags":[],"prices":{"a":1.5},"isNew":true}"#,
                #"{"id":"abc","size":-3,"price":null,"status":"new","tags":["x","yyy"],"prices":{},"isNew":true}"#,
                #"{"id":"ä","size":0,"status":"old","tags":["z"],"prices":{"a":1.5,"b":-2},"isNew":false,"node":{"name":"n","next":{"name":"mm"}}}"#,
            ], as: schema)
        let report = try await StoreVerifier(schema).verify(store)
        let tally = try #require(report.tallies[VersionTally.Key(type: "Occurred", version: 1)])
        #expect(tally.event == "Happened")
        #expect(tally.positions == 1...3)
        #expect((report.count, report.failed, report.unfinished) == (3, 0, 0))
        let parts = tally.values.parts
        #expect(parts["id"]?.lengths == 1...3)
        #expect(parts["size"]?.numbers == -3...3)
        #expect(parts["price"]?.numbers == DecimalNumber("1.5").map { $0...$0 })
        #expect(parts["price"].map { [$0.present, $0.absent] } == [1, 2])
        #expect(parts["status"]?.choices == ["new": 2, "old": 1])
        #expect(parts["tags"]?.counts == 0...2)
        #expect(parts["tags"]?.parts["[]"]?.lengths == 1...3)
        #expect(parts["prices"]?.counts == 0...2)
        #expect(parts["prices"]?.parts["{}"]?.numbers == DecimalNumber("1.5").map { DecimalNumber(-2)...$0 })
        #expect(parts["isNew"]?.choices == ["true": 2, "false": 1])
        #expect(parts["node"]?.parts["next"]?.parts["name"]?.lengths == 2...2)
    }

    /// Whatever core takes which page, the report is the same.
    @Test func pagesMakeOneReport() async throws {
        let old = try Self.schema("{ fields: { id: string, size: int } }")
        let store = try await store((1...4321).map { #"{"id":"\#($0)","size":\#($0)}"# }, as: old)
        let new = try Self.schema(
            "{ fields: { id: string, size: int } }",
            "{ fields: { id: string, rest: { type: int, minimum: 1 } }, upcast: { rest: old.size % 10 } }"
        )
        let verifier = StoreVerifier(new, failureLimit: 5)
        var told = 0
        let report = try await verifier.verify(store) { count, part in
            #expect(count > told && part > 0 && part <= 1)
            told = count
        }
        #expect(told == 4321)
        let whole = verifier.verify(try await store.readAll(limit: .max))
        #expect(report == whole)
        let tally = try #require(report.sorted.first?.tally)
        #expect(tally.failedAt == [2: 432])
        #expect(tally.failures.map(\.position) == [10, 20, 30, 40, 50])
        #expect(tally.values.parts["size"]?.numbers == 1...4321)
    }

    private func record(_ payload: String, type: String = "Happened", version: Int = 1, position: Int = 7)
        -> RecordedEvent
    {
        RecordedEvent(
            metadata: EventMetadata(
                id: UniqueID(high: 1, low: 2), type: type, version: version, stream: "Thing-1", streamVersion: 3,
                position: position, time: .min), payload: Array(payload.utf8))
    }

    @Test(arguments: [
        ("Unheard", 1, "{}", 1, "the schemas have no event 'Unheard'"),
        ("Happened", 3, "{}", 3, "the schemas have no version 3 of it; the newest is 2"),
        ("Happened", 1, #"{"id":"#, 1, "the payload is no JSON"),
        ("Happened", 1, #"{"id":1,"size":1}"#, 1, "/id "),
        ("Happened", 2, #"{"id":"a","rest":0}"#, 2, "/rest must be at least 1"),
        ("Happened", 1, #"{"id":"a","size":0}"#, 2, "10 / 0 divides by zero"),
        ("Occurred", 1, #"{"id":"a","size":20}"#, 2, "/rest must be at least 1"),
    ])
    func whatCannotBeReadIsSaid(type: String, version: Int, payload: String, at: Int, reason: String) throws {
        let schema = try Self.schema(
            "{ fields: { id: string, size: int } }",
            "{ fields: { id: string, rest: { type: int, minimum: 1 } }, upcast: { rest: 10 / old.size } }"
        )
        let report = StoreVerifier(schema).verify([record(payload, type: type, version: version)])
        let tally = try #require(report.tallies[VersionTally.Key(type: type, version: version)])
        let failure = try #require(tally.failures.first)
        #expect((report.count, report.failed) == (1, 1))
        #expect(tally.failedAt == [at: 1])
        #expect((failure.position, failure.stream, failure.streamVersion, failure.version) == (7, "Thing-1", 3, at))
        #expect(failure.reason.contains(reason), "\(failure.reason)")
    }

    @Test func aSwiftFunctionIsNoFailure() throws {
        let schema = try Self.schema(
            "{ fields: { id: string, size: int } }",
            "{ fields: { id: string, rest: int }, drop: [size], upcast: { rest: custom } }")
        let report = StoreVerifier(schema).verify([record(#"{"id":"a","size":1}"#), record("{}")])
        #expect((report.count, report.failed, report.unfinished) == (2, 1, 1))
    }

    @Test func findingsSayWhatIsStored() throws {
        let schema = try Self.schema(
            "{ fields: { id: string, size: int } }",
            "{ fields: { id: string, rest: { type: int, minimum: 1 } }, upcast: { rest: 10 / old.size } }"
        )
        let report = CompatibilityChecker(samples: 200).check(schema, lock: nil)
        func details(_ records: [RecordedEvent]) throws -> [String] {
            let stored = StoreVerifier(schema, failureLimit: 1).verify(records)
            return try #require(report.noting(stored).findings.first { $0.rule == .upcastFails }).details
        }
        func sizes(_ sizes: Int...) -> [RecordedEvent] {
            sizes.enumerated().map { record("{\"id\":\"a\",\"size\":\($0.element)}", position: $0.offset + 1) }
        }
        #expect(try details([]).last == "no stored event takes this step")
        #expect(try details([record(#"{"id":"a","rest":1}"#, version: 2)]).last == "no stored event takes this step")
        #expect(try details(sizes(1, 2)).last == "2 stored events take this step, and none fails there")
        #expect(
            try details(sizes(1, 0)).last == "2 stored events take this step, and the one at position 2 fails there")
        #expect(
            try details(sizes(1, 0, 20)).last
                == "3 stored events take this step, and 2 of them fail there, the first at position 2")
    }
}
