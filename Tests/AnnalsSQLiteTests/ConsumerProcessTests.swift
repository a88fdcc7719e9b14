import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Foundation
import GRDB
import Testing

/// Several processes share the events of one file; one of them is killed, and another one comes.
///
/// `ANNALS_CONSUMED` asks for more events.
@Suite struct ConsumerProcessTests {
    @Test func eachEventIsHandledOnceByWhoMayCommitIt() async throws {
        let file = try TemporaryFile()
        let store = try SQLiteEventStore(path: file.path, durability: .normal, busyTimeout: .seconds(60))
        let consumers = try SQLiteConsumerStore(beside: store)
        try await consumers.database.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE handled (
                        number INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL UNIQUE, member TEXT NOT NULL)
                    """)
        }
        let rounds = WorkerProcess.setting("ANNALS_CONSUMED", usually: 600) / 60
        func append() async throws {
            for _ in 0..<rounds {
                for number in 0..<30 { try await store.append(deposits(1), to: stream("\(number)"), expecting: .any) }
            }
        }
        try await append()
        let pipe = Pipe()
        let workers = (0..<4).map { WorkerProcess.make([file.path, "consume", "\($0)"]) }
        // Not the pipe itself, whose end is closed with the first process.
        for worker in workers { worker.standardOutput = pipe.fileHandleForWriting }
        defer {
            for worker in workers where worker.isRunning { kill(worker.processIdentifier, SIGKILL) }
        }
        for worker in workers[..<3] { try worker.run() }
        // The first that has handled events is killed.
        let said = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: pipe.fileHandleForReading.availableData) }
        }
        let first = try #require(Int(String(decoding: said.prefix(1), as: UTF8.self)))
        kill(workers[first].processIdentifier, SIGKILL)
        try workers[3].run()
        try await append()
        let last = try await store.lastPosition()
        // Every commit of a worker is a change of the file, after which it is looked at again.
        while try await consumers.database.read({ db in try Int.fetchOne(db, sql: "SELECT count(*) FROM handled") })
            != last
        {
            try #require(workers.count { $0.isRunning } >= 3, "a worker has ended")
            try await Task.sleep(for: .milliseconds(10))
        }
        for worker in workers {
            kill(worker.processIdentifier, SIGKILL)
            worker.waitUntilExit()
        }
        try await Self.check(store, consumers)
    }

    /// Each event once, those of a stream in order, and positions that agree.
    private static func check(_ store: SQLiteEventStore, _ consumers: SQLiteConsumerStore) async throws {
        let handled = try await consumers.database.read { db in
            try Int.fetchAll(db, sql: "SELECT position FROM handled ORDER BY number")
        }
        let events = Dictionary(uniqueKeysWithValues: try await store.readAll(limit: .max).map { ($0.position, $0) })
        #expect(handled.sorted() == events.keys.sorted())
        var versions: [String: Int] = [:]
        for position in handled {
            let metadata = try #require(events[position]).metadata
            #expect(metadata.streamVersion == versions[metadata.stream, default: 0] + 1)
            versions[metadata.stream] = metadata.streamVersion
        }
        let positions = try #require(try await consumers.state(of: "group")).positions
        for (partition, position) in zip(StreamPartition.all(positions.count), positions) {
            let last = events.values.filter { partition.contains($0.metadata.stream.utf8) }.map(\.position).max() ?? 0
            #expect(position >= last)
        }
        let members = try await consumers.database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(DISTINCT member) FROM handled")
        }
        #expect(members ?? 0 > 1)
    }
}
