import Annals
import AnnalsGeneratedSamples
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSQLite
import AnnalsSchema
import PayloadTrials
import Testing

/// Random histories give the same rows in the interpreter, in the generated fold, and in SQLite in batches of any size;
/// and what fails, fails in all of them.
@Suite struct ProjectionAgreementTests {
    private static let domains = Subject("schemas", AnnalsRegistry.registry)

    @Test func examples() async throws {
        let subject = Self.domains
        try await agree(OrderSummaryProjection.self, subject)
        try await agree(CustomerStatisticsProjection.self, subject)
        try await agree(ProductSalesProjection.self, subject)
        try await agree(OrderSearchProjection.self, subject) { db in
            let rows = try OrderSearch.order(OrderSearch.Columns.orderId).fetchAll(db)
            let lines = try OrderSearch.ItemsRow.order(sql: "orderId, position").fetchAll(db)
            #expect(lines.map(\.orderId) == rows.flatMap { row in row.items.map { _ in row.orderId } })
            #expect(lines.map(\.position) == rows.flatMap { Array($0.items.indices) })
            #expect(lines.map(\.totalPrice) == rows.flatMap { $0.items.map(\.totalPrice) })
            try db.execute(sql: "INSERT INTO order_search_search(order_search_search) VALUES ('integrity-check')")
            let found = try String.fetchAll(
                db, sql: "SELECT city FROM order_search_search ORDER BY rowid")
            #expect(found.sorted() == rows.map(\.city).sorted())
        }
        try await agree(AccountBalanceProjection.self, subject)
        try await agree(TransactionsProjection.self, subject)
    }

    @Test func stress() async throws {
        let found = try await agree(FoundProjection.self, .stress, newestOnly: true)
        #expect(found.failures > 0, "unique values meet")
        #expect(found.rows > 0)
        try await agree(PartsProjection.self, .stress, newestOnly: true)
    }

    private struct Outcome {
        var rows = 0
        var failures = 0
    }

    @discardableResult
    private func agree<P: Projection>(
        _ projection: P.Type, _ subject: Subject, histories: Int = 24, length: Int = 40,
        newestOnly: Bool = false,
        check: @Sendable @escaping (Database) throws -> Void = { _ in }
    ) async throws -> Outcome {
        let declaration = try #require(subject.schema.projections.first { $0.name == P.name })
        let samples = Samples(of: declaration, subject, newestOnly: newestOnly)
        var outcome = Outcome()
        for seed in 0..<UInt64(histories) {
            var random = SplitMix64(seed: seed, name: P.name)
            let history = samples.events(count: length, &random)
            var interpreter = try Projector(subject.schema, projection: P.name)
            var fold = RowBatch<P.Row> { _ in
                nil
            } find: { _, _ in
                []
            }
            var accepted: [RecordedEvent] = []
            for (stored, record) in history {
                let before = interpreter
                let expected = Result { try interpreter.apply(stored) }
                do throws(ProjectionError) {
                    try fold.apply(record, with: P.self)
                    #expect(throws: Never.self, "\(P.name) \(seed): only the interpreter fails") { try expected.get() }
                    accepted.append(record)
                } catch {
                    outcome.failures += 1
                    if case .invalidRow = error.reason {
                        interpreter = before  // What a column cannot hold is not the interpreter's matter.
                        continue
                    }
                    #expect(throws: HandlerFailure.self, "\(P.name) \(seed): only the fold fails: \(error)") {
                        try expected.get()
                    }
                }
            }
            #expect(fold.missedUpdates == interpreter.missedUpdates)
            let rows = try P.nextChanges(of: &fold, atMost: .max, keeping: false).compactMap { $0.values?.values }
            let columns = declaration.allColumns.map(\.field)
            let json = Result { try rows.map { try RowJSON.text($0, columns, subject.schema) } }
            if let table = try? interpreter.table() {
                #expect(try json.get().sorted() == table.map(\.text).sorted(), "\(P.name) \(seed)")
            } else {
                #expect(throws: UnencodableValue.self, "an infinite double has no JSON") { try json.get() }
            }
            outcome.rows += rows.count
            let stored = try await sqlite(projection, accepted, batch: Int.random(in: 1...9, using: &random), check)
            #expect(Set(stored) == Set(rows) && stored.count == rows.count, "\(P.name) \(seed) in SQLite")
        }
        return outcome
    }

    /// The rows that SQLite has after all events.
    private func sqlite<P: Projection>(
        _ projection: P.Type, _ events: [RecordedEvent], batch: Int,
        _ check: @Sendable @escaping (Database) throws -> Void
    ) async throws -> [[ColumnValue]] {
        let models = try SQLiteReadModels(database: DatabaseQueue())
        var checkpoint = try await models.checkpoint(of: projection)
        var rest = events[...]
        while !rest.isEmpty {
            let page = Array(rest.prefix(batch))
            rest = rest.dropFirst(batch)
            checkpoint = try await models.apply(
                page, with: projection, from: checkpoint.position, to: page[page.count - 1].position)
        }
        return try await models.database.write { db in
            try check(db)
            let columns = P.Row.table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
            return try Row.fetchAll(db, sql: "SELECT \(columns) FROM \"\(P.Row.table.name)\"").map { row in
                row.databaseValues.map { ColumnValue.fromDatabaseValue($0) ?? .null }
            }
        }
    }
}

/// Random events that meet: few keys, few texts.
private struct Samples {
    private let registry: EventRegistry
    private let versions: [(event: EventDeclaration, version: EventVersion)]
    private let payloads: [[JSONValue]]

    init(of projection: ProjectionDeclaration, _ subject: Subject, newestOnly: Bool) {
        registry = subject.registry
        let handled = Set(projection.handlers.map(\.event))
        // The interpreter takes all of an old payload to the newest version, a projection only what it reads.
        versions = subject.versions.filter { event, version in
            handled.contains(event.name) && (!newestOnly || version.id.version == event.versions.count)
        }
        payloads = versions.map { subject.payloads(of: $0.version, valid: 60, damaged: 0) }
    }

    func events(count: Int, _ random: inout SplitMix64) -> [(StoredEvent, RecordedEvent)] {
        var events: [(StoredEvent, RecordedEvent)] = []
        while events.count < count {
            let number = Int.random(in: versions.indices, using: &random)
            guard let sample = payloads[number].randomElement(using: &random) else { continue }
            let payload = Samples.few(sample, &random)
            let position = events.count + 1
            let name = versions[number].event.name
            let metadata = EventMetadata(
                id: UniqueID(high: 7, low: UInt64(position)), type: name, version: versions[number].version.id.version,
                stream: "\(name)-1", streamVersion: position, position: position,
                time: Timestamp(seconds: 1_700_000_000 + Int64(position)) ?? .min)
            let record = RecordedEvent(metadata: metadata, payload: payload.bytes)
            // What is stored was checked.
            guard
                (try? registry.validate(type: name, version: metadata.version, payload: record.payload)) != nil
            else { continue }
            events.append((StoredEvent(payload: payload, metadata: Metadata(like: metadata)), record))
        }
        return events
    }

    /// The payload with one of few values for each id and each key.
    private static func few(_ payload: JSONValue, _ random: inout SplitMix64) -> JSONValue {
        guard case .object(var members) = payload else { return payload }
        for (key, value) in members {
            switch value {
            case .string(let text) where UniqueID(text) != nil:
                members[key] = .string(UniqueID(high: 1, low: UInt64.random(in: 0..<3, using: &random)).description)
            case .string where ["customerId", "userId", "text"].contains(key):
                members[key] = .string(["a", "b", "\u{E4}", "a\u{308}"].randomElement(using: &random) ?? "")
            case .array(let items): members[key] = .array(items.map { item($0, &random) })
            default: break
            }
        }
        return .object(members)
    }

    private static func item(_ item: JSONValue, _ random: inout SplitMix64) -> JSONValue {
        guard case .object(var members) = item else { return item }
        for key in ["productId", "b"] where members[key] != nil {
            members[key] = .string(["x", "y", "7"].randomElement(using: &random) ?? "")
        }
        return .object(members)
    }
}

extension Metadata {
    fileprivate init(like meta: EventMetadata) {
        self.init(
            id: meta.id, type: meta.type, version: meta.version, stream: meta.stream,
            streamVersion: meta.streamVersion, position: meta.position, time: meta.time)
    }
}

/// The columns of a row as the interpreter writes rows.
private enum RowJSON {
    static func text(_ values: [ColumnValue], _ columns: [Field], _ schema: Schema) throws -> String {
        var members = OrderedMap<JSONValue>()
        for (value, column) in zip(values, columns) {
            if value == .null {
                if column.writesNull { members[column.name] = .null }
                continue
            }
            members[column.name] = try json(value, schema.columnKind(column.type))
        }
        return JSONValue.object(members).text
    }

    private static func json(_ value: ColumnValue, _ kind: ColumnKind) throws -> JSONValue {
        switch (kind, value) {
        case (.json, .text(let text)), (.scalar(.json), .text(let text)):
            return try JSONValue(parsing: Array(text.utf8))
        case (.scalar(.timestamp), .text): return .string(try Timestamp(columnValue: value).description)
        case (.scalar(.duration), .integer): return .string(try TimeSpan(columnValue: value).description)
        case (.scalar(.bool), .integer(let integer)): return .bool(integer == 1)
        case (.scalar(.bytes), .blob(let bytes)):
            return try JSONValue(parsing: JSONWriter.bytes { $0.value(bytes) })
        case (_, .text(let text)): return .string(text)
        case (_, .integer(let integer)): return try JSONValue(parsing: Array("\(integer)".utf8))
        case (_, .real(let real)): return try JSONValue(parsing: JSONWriter.bytes { $0.value(real) })
        default: throw InvalidRow(problem: "\(value) as \(kind)")
        }
    }
}

extension JSONWriter {
    fileprivate static func bytes(_ write: (inout JSONWriter) -> Void) throws -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return try writer.finish()
    }
}
