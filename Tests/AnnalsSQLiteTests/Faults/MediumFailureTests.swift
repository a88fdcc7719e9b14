import Annals
import AnnalsStoreSuite
import Foundation
import GRDB
import Testing

@testable import AnnalsSQLite

/// Every operation on files fails in turn, once or from then on, while a program appends, projects and rebuilds.
///
/// `ANNALS_POINTS` says how many operations fail in all; `Scripts/faults` asks for many.
@Suite struct MediumFailureTests {
    @Test(arguments: SimulatedDisk.Fault.Kind.allCases, [false, true])
    func nothingIsLostOrHalf(_ kind: SimulatedDisk.Fault.Kind, lasts: Bool) async throws {
        let count = try await Self.count(kind)
        let points = min(count, max(WorkerProcess.setting("ANNALS_POINTS", usually: 150) / 16, 1))
        for point in 0..<points {
            // The last one, too: that is within closing.
            let number = points == 1 ? 1 : 1 + point * (count - 1) / (points - 1)
            try await Self.check(SimulatedDisk.Fault(kind: kind, number: number, lasts: lasts))
        }
    }

    /// How many operations there are when none fails.
    private static func count(_ kind: SimulatedDisk.Fault.Kind) async throws -> Int {
        let workload = StoreWorkload(try SimulatedDisk())
        await workload.run()
        return workload.disk.count(kind)
    }

    private static func check(_ fault: SimulatedDisk.Fault) async throws {
        let disk = try SimulatedDisk(fault)
        let workload = StoreWorkload(disk)
        await workload.run()
        disk.mend()
        for error in workload.errors { Self.checkError(error, disk.folder, fault) }
        let last = workload.requests.compactMap { $0.positions?.upperBound }.max() ?? 0
        let problems = await StoreExamination(
            requests: workload.requests, truncation: workload.truncation, promised: last
        ).problems(with: disk.folder + StoreWorkload.fileName)
        #expect(problems.isEmpty, "\(fault): \(problems)")
    }

    /// The error is that of the medium: no healthy file is called damaged, and no conflict is made up.
    private static func checkError(_ error: any Error, _ folder: String, _ fault: SimulatedDisk.Fault) {
        let store: EventStoreError?
        switch error {
        case let error as EventStoreError: store = error
        case let error as ConsumerError: store = error.store
        case AggregateError.store(let error): store = error
        case let error as ProjectionError:
            switch error.reason {
            case .store(let inner): store = inner
            // It stands still because of what was said before, or never came to be.
            case .stopped, .unknown: return
            default: store = nil
            }
        // From the workload's own use of GRDB.
        case is DatabaseError: return
        default: store = nil
        }
        let codes: [EventStoreError.Code] = [.io, .full, .cannotOpen, .readOnly, .busy]
        // It names the file, or the table of a projection that names itself.
        let places = [folder, AccountBalance.table.name, TagCount.table.name]
        let isSaid = store.map { error in
            codes.contains(error.code) && places.contains { error.message.contains($0) }
        }
        #expect(isSaid == true, "\(fault): \(error)")
    }

    /// Without a write-ahead log, a commit is not certain to survive the power.
    @Test(arguments: 1...7) func aStoreWithoutItsLogIsNotOpened(number: Int) async throws {
        let disk = try SimulatedDisk(SimulatedDisk.Fault(kind: .sync, number: number))
        let path = disk.folder + StoreWorkload.fileName
        switch Result(catching: { () throws(EventStoreError) in try SQLiteEventStore(path: path) }) {
        case .success(let store):
            let mode = try await store.pool.write { db in try String.fetchOne(db, sql: "PRAGMA journal_mode") }
            #expect(mode == "wal")
        case .failure(let error): #expect(error.code == .io)
        }
        disk.mend()
        let store = try SQLiteEventStore(path: path)
        #expect(try await store.append(deposits(2), to: stream(), expecting: .noStream).position == 2)
    }
}
