import Annals
import AnnalsStoreSuite
import GRDB
import Synchronization
import Testing

@testable import AnnalsSQLite

/// Locks that SQLite does not wait for, or not long enough.
@Suite struct BusyRetryTests {
    private static let codes: [ResultCode] = [
        .SQLITE_BUSY, .SQLITE_BUSY_SNAPSHOT, .SQLITE_BUSY_RECOVERY, .SQLITE_PROTOCOL,
    ]

    @Test(arguments: codes) func aLockThatIsFreedInTimeIsHad(_ code: ResultCode) async throws {
        let count = Mutex(0)
        @Sendable func failsTwice() throws -> Int {
            let attempt = count.withLock {
                $0 += 1
                return $0
            }
            if attempt < 3 { throw DatabaseError(resultCode: code) }
            return attempt
        }
        #expect(try BusyRetry.run(path: "file") { try failsTwice() } == 3)
        count.withLock { $0 = 0 }
        #expect(try await BusyRetry.run(path: "file") { () async throws in try failsTwice() } == 3)
    }

    @Test(arguments: codes) func theAttemptsAreBounded(_ code: ResultCode) async throws {
        let count = Mutex(0)
        @Sendable func fails() throws {
            count.withLock { $0 += 1 }
            throw DatabaseError(resultCode: code)
        }
        let error = #expect(throws: EventStoreError.self) { try BusyRetry.run(path: "file") { try fails() } }
        #expect(count.withLock { $0 } == 3)
        #expect(error?.code == .busy)
        #expect(error?.message.contains("3 attempts in ") == true)
        let other = await #expect(throws: EventStoreError.self) {
            try await BusyRetry.run(path: "file") { () async throws in try fails() }
        }
        #expect(count.withLock { $0 } == 6)
        #expect(other?.code == .busy)
    }

    @Test func otherFailuresAreNotTriedAgain() {
        let count = Mutex(0)
        #expect(throws: DatabaseError.self) {
            try BusyRetry.run(path: "file") {
                count.withLock { $0 += 1 }
                throw DatabaseError(resultCode: .SQLITE_FULL)
            }
        }
        #expect(count.withLock { $0 } == 1)
    }

    // MARK: - Rows, processes and consumer groups

    /// Something that writes to a file of its own.
    struct Writer: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let open: @Sendable (String) throws -> @Sendable () async throws -> Void

        static let all = [
            Writer(testDescription: "read models") { path in
                let models = try SQLiteReadModels(path: path, busyTimeout: .zero)
                return {
                    try await models.transaction { transaction throws(ProjectionError) in
                        try transaction.save(ProjectionRecord(name: "A", fingerprint: "1", tables: ["a"]))
                    }
                }
            },
            Writer(testDescription: "processes") { path in
                let processes = try SQLiteProcesses(path: path, busyTimeout: .zero)
                return {
                    try await processes.transaction { transaction throws(ProcessError) in
                        try transaction.save(ProcessRecord(name: "A", fingerprint: "1"))
                    }
                }
            },
            Writer(testDescription: "consumer groups") { path in
                let groups = try SQLiteConsumerStore(path: path, busyTimeout: .zero)
                return { _ = try await groups.join("group", partitions: 1, as: "member", lease: .seconds(1)) }
            },
        ]
    }

    @Test(arguments: Writer.all) func whatIsHeldByAnotherProcessIsTriedThreeTimes(_ writer: Writer) async throws {
        let file = try TemporaryFile()
        let write = try writer.open(file.path)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: file.path, configuration: configuration)
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        let error = try #require(await #expect(throws: (any Error).self) { try await write() })
        #expect("\(error)".contains("3 attempts in "))
        try await other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try await write()
    }

    /// The lock is freed while an attempt fails, so that the next one has it.
    @Test func aTransactionOfRowsHasALockThatIsFreedInTime() async throws {
        let file = try TemporaryFile()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: file.path, configuration: configuration)
        let refused = Mutex(0)
        var ours = Configuration()
        ours.busyMode = .callback { _ in
            // The second attempt finds the file free.
            refused.withLock { $0 += 1 }
            try? other.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
            return false
        }
        let models = try SQLiteReadModels(database: DatabaseQueue(path: file.path, configuration: ours))
        try await other.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        try await models.transaction { transaction throws(ProjectionError) in
            try transaction.save(ProjectionRecord(name: "A", fingerprint: "1", tables: ["a"]))
        }
        #expect(refused.withLock { $0 } == 1)
        let names = try await models.snapshot { transaction throws(ProjectionError) in
            try transaction.records().map(\.name)
        }
        #expect(names == ["A"])
    }
}
