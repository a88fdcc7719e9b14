import Annals
import AnnalsStoreSuite
import Foundation
import Testing

@testable import AnnalsSQLite

@Suite struct CorruptionTests {
    private let file: TemporaryFile

    init() throws {
        file = try TemporaryFile()
    }

    private func filledFile() async throws -> Data {
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        for account in 0..<10 {
            try await store.append(deposits(20, to: "\(account)"), to: stream("\(account)"), expecting: .noStream)
        }
        try store.close()
        return try Data(contentsOf: URL(fileURLWithPath: file.path))
    }

    @Test func aDamagedFileIsSaid() async throws {
        var data = try await filledFile()
        let middle = 4096..<(data.count - 4096)
        data.replaceSubrange(middle, with: Data(repeating: 0xA5, count: middle.count))
        try data.write(to: URL(fileURLWithPath: file.path))
        let error = try await storeError(.corrupt) {
            let store = try SQLiteEventStore(path: file.path)
            return try await store.readAll()
        }
        #expect(error.message.contains("damaged"))
        #expect(error.message.contains(file.path))
    }

    /// Whatever bytes are damaged, every call gives records or a typed error.
    @Test(arguments: 0..<24) func noDamageIsFatal(seed: Int) async throws {
        var data = try await filledFile()
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        for _ in 0..<(1 << (seed % 8)) {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            data[Int(state >> 33) % data.count] = UInt8(truncatingIfNeeded: state >> 24)
        }
        try data.write(to: URL(fileURLWithPath: file.path))
        let allowed: Set<EventStoreError.Code> = [
            .corrupt, .notADatabase, .foreignDatabase, .newerSchema, .io, .cannotOpen, .readOnly,
        ]
        do throws(EventStoreError) {
            let store = try SQLiteEventStore(path: file.path, durability: .normal)
            for call in 0..<4 {
                do throws(EventStoreError) {
                    switch call {
                    case 0: _ = try await store.readAll(limit: .max)
                    case 1: _ = try await store.readAll(.types(["MoneyDeposited"]))
                    case 2: _ = try await store.lastPosition()
                    default:
                        guard let name = StreamName("Account-7") else { return }
                        _ = try await store.read(name, direction: .backwards)
                    }
                } catch {
                    #expect(allowed.contains(error.code), "\(error)")
                }
            }
        } catch {
            #expect(allowed.contains(error.code), "\(error)")
        }
    }

    @Test(arguments: [
        "UPDATE annals_events SET id = x'01' WHERE position = 2",
        "UPDATE annals_events SET time_nanoseconds = -1 WHERE position = 2",
        "UPDATE annals_events SET time_nanoseconds = 99999999999 WHERE position = 2",
        "UPDATE annals_events SET time_seconds = 9223372036854775807 WHERE position = 2",
    ])
    func aValueThatWasNeverWrittenIsSaid(_ damage: String) async throws {
        let store = try SQLiteEventStore(path: file.path)
        try await store.append(deposits(3), to: stream(), expecting: .any)
        try await store.pool.write { db in try db.execute(sql: damage) }
        _ = try await storeError(.corrupt) { try await store.readAll() }
        #expect(try await store.readAll(limit: 1).count == 1)
    }
}
