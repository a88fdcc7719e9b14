import Annals
import AnnalsStoreSuite
import Foundation
import GRDB
import Testing

@testable import AnnalsSQLite

/// Copies of a file, and whether it is whole.
@Suite struct CareTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    @Test func aCopyIsTheStoreAtOneMoment() async throws {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await store.append(deposits(100), to: stream(), expecting: .any)
        async let more: Void = {
            for _ in 0..<50 { try await store.append(deposits(10), to: stream("b"), expecting: .any) }
        }()
        let path = file.directory + "/copy.sqlite"
        try await store.backup(to: path)
        try await more
        let copy = try SQLiteEventStore(readingOnly: path)
        let events = try await copy.readAll(limit: .max)
        #expect(events.count >= 100 && events.count % 10 == 0)
        #expect(try await store.readAll(limit: events.count) == events)
        #expect(try await copy.audit().mistakes.isEmpty)
    }

    @Test func whatWasRestoredIsWhole() async throws {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        for _ in 0..<7 {
            try await store.append(deposits(30), to: stream("a"), expecting: .any)
            try await store.append(deposits(2), to: stream("b"), expecting: .any)
        }
        let all = try await store.readAll()
        let old = try await store.read(stream("a"))
        for first in [210, 129, 64, 2, 1] {
            try await store.delete(stream("a"))
            _ = try await store.restore(Array(old[(first - 1)...]))
            #expect(try await store.audit().mistakes.isEmpty)
        }
        try await store.append(deposits(1), to: stream("a"), expecting: .exactly(210))
        #expect(try await store.audit().mistakes.isEmpty)
        #expect(try await store.readAll(limit: all.count) == all)
    }

    @Test func aFileThatIsThereIsNotReplaced() async throws {
        let store = try SQLiteEventStore(path: file.path)
        let path = file.directory + "/taken"
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
        _ = try await storeError(.cannotOpen) { try await store.backup(to: path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
        _ = try await storeError(.cannotOpen) { try await store.backup(to: file.directory + "/none/copy.sqlite") }
    }

    private func filled() async throws -> SQLiteEventStore {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await store.append(deposits(3), to: stream("a"), expecting: .any)
        try await store.append(deposits(3), to: stream("b"), expecting: .any)
        let models = try SQLiteReadModels(beside: store)
        try await ProjectionRunner(AccountBalanceProjection.self, events: store, readModels: models).run()
        return store
    }

    @Test func aWholeFileHasNoMistakes() async throws {
        let store = try await filled()
        #expect(try await store.audit() == StoreAudit(events: 6, streams: 2))
        _ = try await store.truncate(stream("a"), before: 3)
        try await store.delete(stream("b"))
        let audit = try await store.audit()
        #expect(audit == StoreAudit(events: 1, streams: 2, removed: 5))
        #expect(audit.summary == "1 event in 2 streams; 5 positions without an event: whole")
    }

    @Test(arguments: [
        ("DELETE FROM annals_events WHERE position = 2", "the stream Account-a has versions that are missing"),
        ("DELETE FROM annals_events WHERE position = 3", "the stream Account-a has versions that are missing"),
        (
            "UPDATE annals_heads SET version = 2 WHERE stream_id = 1",
            "the event at position 3 has a version that its stream"
        ),
        (
            "UPDATE annals_heads SET version = 9 WHERE stream_id = 1",
            "the stream Account-a has versions that are missing"
        ),
        ("DELETE FROM annals_streams WHERE id = 1", "the event at position 1 belongs to no stream"),
        ("DELETE FROM annals_heads WHERE stream_id = 2", "the stream Account-b has no last event"),
        ("UPDATE annals_heads SET position = 2 WHERE stream_id = 1", "the event at position 3 is not found from its"),
        ("UPDATE annals_events SET previous = NULL WHERE position = 3", "the event at position 3 does not lead to"),
        ("UPDATE annals_events SET previous = 1 WHERE position = 3", "the event at position 3 does not lead to"),
        ("UPDATE annals_events SET previous = 9 WHERE position = 1", "the event at position 1 does not lead to"),
        (
            "UPDATE annals_events SET stream_version = 2 WHERE position = 3",
            "the stream Account-a has versions that are missing"
        ),
        ("INSERT INTO annals_marks VALUES (1, 2, 3)", "version 2 of the stream Account-a does not stand where a mark"),
        (
            "UPDATE annals_events SET payload = '{' WHERE position = 4",
            "the event at position 4 holds a payload that is no"
        ),
        (
            "UPDATE annals_events SET position = 99 WHERE position = 1",
            "the stream Account-a has versions in another order than positions"
        ),
        ("UPDATE annals_projections SET position = 70", "the checkpoint of AccountBalance stands after the last event"),
    ])
    func damageIsNamed(damage: String, mistake: String) async throws {
        let store = try await filled()
        try await store.pool.writeWithoutTransaction { db in try db.execute(sql: damage) }
        let mistakes = try await store.audit().mistakes
        #expect(mistakes.contains { $0.hasPrefix(mistake) }, "\(mistakes)")
    }
}
