import Annals
import AnnalsDiagnostics
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsVerification
import Testing

/// Which events made a row, and what the row was at a moment.
@Suite struct RowExplainerTests {
    private let schema: Schema
    private let store = InMemoryEventStore()

    init() async throws {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load([SchemaSource(path: "test.yaml", text: Self.text)], diagnostics: &diagnostics)
        self.schema = try #require(schema, "\(diagnostics.all.map(\.message))")
    }

    private static let text = """
        annals: 1
        namespace: test
        aggregates:
          Account: { id: { id: string }, ignore: [Deposited, Closed] }
        events:
          Deposited:
            aggregate: Account
            formerly: PaidIn
            versions:
              1: { fields: { id: string, cents: int } }
              2:
                fields: { id: string, euros: int }
                upcast: { euros: old.cents / 100 }
          Closed: { aggregate: Account, fields: { id: string } }
        projections:
          Balance:
            key: { id: string }
            columns: { euros: { type: int, default: 0 }, deposits: { type: int, default: 0 } }
            on:
              Deposited: { upsert: { euros: row.euros + event.euros, deposits: row.deposits + 1 } }
              Closed: { delete: true }
          Day:
            key: { year: int, open: bool }
            columns: { deposits: { type: int, default: 0 } }
            on:
              Deposited: { key: { year: "2026", open: "true" }, upsert: { deposits: row.deposits + 1 } }
        """

    private func store(
        _ type: String, _ version: Int, _ payload: String, at seconds: Int64 = 0, in account: String = "a"
    ) async throws {
        let event = try ProposedEvent(
            validated: Array(payload.utf8), type: type, version: version, id: nil, context: EventContext(),
            time: Timestamp(seconds: seconds))
        try await store.append([event], to: StreamName(category: "Account", id: account), expecting: .any)
    }

    private func explain(
        _ key: String, of projection: String = "Balance", until moment: StoreMoment = .now
    ) async throws -> RowExplanation {
        let projection = try #require(schema.projections.first { $0.name == projection })
        let explainer = RowExplainer(schema, of: projection, key: try RowKey(key, of: projection, schema))
        return try await explainer.explain(store, until: moment)
    }

    private func fill() async throws {
        try await store("PaidIn", 1, #"{"id":"a","cents":500}"#, at: 10)
        try await store("Deposited", 2, #"{"id":"b","euros":7}"#, at: 20, in: "b")
        try await store("Deposited", 2, #"{"id":"a","euros":3}"#, at: 30)
    }

    @Test func changesAreThoseOfTheRowAlone() async throws {
        try await fill()
        let explanation = try await explain("a")
        #expect(explanation.changes.map(\.event.position) == [1, 3])
        #expect(explanation.changes.map { $0.steps.map(\.version) } == [[1, 2], [2]])
        #expect(explanation.row?.text == #"{"id":"a","euros":8,"deposits":2}"#)
        #expect(explanation.count == 3)
        #expect(explanation.changes[1].columns.map(\.name) == ["euros", "deposits"])
        #expect(explanation.changes[1].columns.map { $0.before?.text } == ["5", "1"])
    }

    @Test func rowIsWhatTheWholeReadModelHas() async throws {
        try await fill()
        var all = try Projector(schema, projection: "Balance")
        for record in try await store.readAll() {
            let payload = try JSONValue(parsing: record.payload)
            all.apply(payload, record.metadata)
        }
        for row in try all.table() {
            let key = try #require(row["id"])
            guard case .string(let text) = key else { continue }
            #expect(try await explain(text).row == row)
        }
    }

    @Test func momentsEndTheHistory() async throws {
        try await fill()
        #expect(try await explain("a", until: .position(2)).row?.text == #"{"id":"a","euros":5,"deposits":1}"#)
        #expect(try await explain("a", until: .time(Timestamp(seconds: 29)!)).changes.count == 1)
        #expect(try await explain("a", until: .time(Timestamp(seconds: 30)!)).changes.count == 2)
        #expect(try await explain("a", until: .position(0)).row == nil)
    }

    @Test func deletedRowIsGoneAndMayComeBack() async throws {
        try await fill()
        try await store("Closed", 1, #"{"id":"a"}"#)
        #expect(try await explain("a").row == nil)
        #expect(try await explain("a").changes.map { $0.after == nil } == [false, false, true])
        try await store("Deposited", 2, #"{"id":"a","euros":1}"#)
        #expect(try await explain("a").row?.text == #"{"id":"a","euros":1,"deposits":1}"#)
    }

    @Test func eventsThatCannotBeFollowedAreGaps() async throws {
        try await fill()
        try await store("Deposited", 2, #"{"id":"a"}"#)
        try await store("Deposited", 2, "{")
        try await store("Deposited", 2, #"{"id":"a","euros":9223372036854775807}"#)
        let explanation = try await explain("a")
        #expect(explanation.gaps.map(\.event.position) == [4, 5, 6])
        #expect(explanation.row?.text == #"{"id":"a","euros":8,"deposits":2}"#)
        let text = RowExplanationTextPrinter().text(explanation)
        #expect(text.contains("3 events could not be followed here"))
    }

    @Test func keysOfSeveralColumnsAreObjects() async throws {
        try await fill()
        #expect(try await explain(#"{"open":true,"year":2026}"#, of: "Day").row?["deposits"] == .integer(3))
    }

    @Test(arguments: [
        ("Balance", #"{"name":"a"}"#, "has no column 'name'"), ("Day", "2026", "is a JSON object"),
        ("Day", #"{"year":2026}"#, "needs 'open' too"), ("Day", #"{"year":"x","open":true}"#, "'year'"),
        ("Day", "{", "is a JSON object"),
    ])
    func wrongKeysAreRefused(projection: String, key: String, message: String) async throws {
        let error = await #expect(throws: RowKey.Mistake.self) { try await explain(key, of: projection) }
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
}

extension Projector {
    fileprivate mutating func apply(_ payload: JSONValue, _ event: EventMetadata) {
        let metadata = Metadata(
            id: event.id, type: event.type, version: event.version, stream: event.stream,
            streamVersion: event.streamVersion, position: event.position, time: event.time)
        #expect(throws: Never.self) { try self.apply(StoredEvent(payload: payload, metadata: metadata)) }
    }
}
