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
}
