import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Foundation
import Testing

/// Several processes append to one file with several tasks each, while subscribers look on.
///
/// `ANNALS_PROCESSES`, `ANNALS_WRITERS` and `ANNALS_REQUESTS` ask for more; `Scripts/concurrency` does, for a minute or so.
@Suite struct ConcurrencyTests {
    @Test func everySubscriberSeesEveryEventOnceAndInOrder() async throws {
        let file = try TemporaryFile()
        let processes = WorkerProcess.setting("ANNALS_PROCESSES", usually: 3)
        let writers = WorkerProcess.setting("ANNALS_WRITERS", usually: 4)
        let requests = WorkerProcess.setting("ANNALS_REQUESTS", usually: 30)
        let store = try SQLiteEventStore(path: file.path, durability: .normal, busyTimeout: .seconds(60))
        let workers = (0..<processes).map { WorkerProcess.make([file.path, "\($0)", "\(writers)", "\(requests)"]) }
        for worker in workers { try worker.run() }
        let events = (1...requests).reduce(0) { $0 + $1 % 4 + 1 } * processes * writers
        try await withThrowingTaskGroup(of: Int.self) { group in
            for subscriber in 0..<4 {
                let subscription = try await store.subscribe(batchSize: [1, 7, 100, 1000][subscriber])
                group.addTask { try await Self.count(subscription, upTo: events) }
            }
            for try await count in group { #expect(count == events) }
        }
        for worker in workers {
            worker.waitUntilExit()
            #expect(worker.terminationStatus == 0)
        }
        #expect(try await store.lastPosition() == events)
    }

    /// Goes through a subscription until it has seen so many events.
    private static func count(_ subscription: EventSubscription, upTo end: Int) async throws -> Int {
        var position = 0
        var versions: [String: Int] = [:]
        for try await batch in subscription {
            for record in batch.events {
                #expect(record.position == position + 1)
                #expect(record.metadata.streamVersion == versions[record.metadata.stream, default: 0] + 1)
                versions[record.metadata.stream] = record.metadata.streamVersion
                position = record.position
            }
            if position >= end { break }
        }
        return position
    }
}
