import AnnalsStoreSuite
import Foundation
import JSONTrials
import Testing

@testable import AnnalsSQLite

/// The power fails at every moment of a workload in turn.
///
/// `ANNALS_POINTS` says how many files are looked at, and `ANNALS_SEED` which; `Scripts/faults` looks at many.
@Suite struct PowerFailureTests {
    private static let points = WorkerProcess.setting("ANNALS_POINTS", usually: 150)
    private static let seed = WorkerProcess.setting("ANNALS_SEED", usually: 1)

    @Test func whatWasAcknowledgedSurvives() async throws {
        let workload = StoreWorkload(try SimulatedDisk(), durability: .full)
        await workload.run()
        #expect(workload.errors.isEmpty)
        let problems = try await Self.problems(workload, points: Self.points)
        #expect(problems.isEmpty, "\(problems)")
    }

    @Test func normalDurabilityLosesOnlyATail() async throws {
        let workload = StoreWorkload(try SimulatedDisk(), durability: .normal)
        await workload.run()
        let problems = try await Self.problems(workload, points: Self.points, keepsPromises: false)
        #expect(problems.isEmpty, "\(problems)")
    }

    /// A system may forget what it could not write, and call the next sync a success.
    @Test func aFailedSyncBeforehandLosesNothing() async throws {
        for run in 1...max(Self.points / 30, 5) {
            let fault = SimulatedDisk.Fault(kind: .sync, number: 2 * run % 60 + 1)
            let workload = StoreWorkload(try SimulatedDisk(fault), durability: .full)
            await workload.run()
            let problems = try await Self.problems(workload, points: 30, isWhole: false)
            #expect(problems.isEmpty, "\(fault): \(problems)")
        }
    }

    @Test func normalDurabilityMayLoseATail() async throws {
        let workload = StoreWorkload(try SimulatedDisk(), durability: .normal)
        await workload.run()
        #expect(try await !Self.problems(workload, points: 150).isEmpty)
    }

    @Test func anAcknowledgementBeforeTheCommitIsFound() async throws {
        let workload = StoreWorkload(try SimulatedDisk(), durability: .full, promisesTooEarly: true)
        await workload.run()
        #expect(try await Self.problems(workload, points: 150).contains { $0.contains("lost") })
    }

    @Test func aProgramThatDoesNotWaitForTheDiskIsFound() async throws {
        let disk = try SimulatedDisk()
        let workload = StoreWorkload(disk)
        await workload.run { store in
            try await store.pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA synchronous = OFF") }
        }
        #expect(try await !Self.problems(workload, points: 150, keepsPromises: false).isEmpty)
    }

    @Test func aDiskThatLiesIsFound() async throws {
        let workload = StoreWorkload(try SimulatedDisk())
        await workload.run()
        #expect(try await !Self.problems(workload, points: 150, syncs: false).isEmpty)
    }

    /// What is wrong with so many files that a power failure may leave, spread over all moments of the workload.
    private static func problems(
        _ workload: StoreWorkload, points: Int, keepsPromises: Bool = true, syncs: Bool = true, isWhole: Bool = true
    ) async throws -> [String] {
        let events = workload.disk.events
        var problems: [String] = []
        for point in 0..<points {
            let end = points < events.count ? point * events.count / points : point % (events.count + 1)
            let seed = UInt64(Self.seed) << 32 + UInt64(point)
            let files = PowerFailure.files(after: events[..<end], seed: seed, syncs: syncs)
            var examination = examination(workload, events[..<end], keepsPromises)
            // What was refused may be there after all, so that the events are not known.
            if !isWhole { examination.history = nil }
            let found = try await examination.problems(in: files)
            problems += found.map { "seed \(Self.seed), image \(point), after \(end) of \(events.count): \($0)" }
            if problems.count > 5 { break }
        }
        return problems
    }

    private static func examination(
        _ workload: StoreWorkload, _ events: ArraySlice<SimulatedDisk.Event>, _ keepsPromises: Bool
    ) -> StoreExamination {
        var promised = 0
        var isTruncated = false
        for case .promised(let promise) in events {
            switch promise {
            case .appended(let position): promised = max(promised, position)
            case .truncated: isTruncated = true
            }
        }
        return StoreExamination(
            requests: workload.requests, truncation: (tried: true, done: keepsPromises && isTruncated),
            promised: keepsPromises ? promised : 0, history: workload.history)
    }
}

extension StoreExamination {
    /// What is wrong with these files, by name.
    func problems(in files: [String: [UInt8]]) async throws -> [String] {
        // In memory where that is possible: nothing that is looked at waits for a disk.
        let folder = try TemporaryFile(inMemory: true)
        for (name, bytes) in files {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder.directory)/\(name)"))
        }
        return await problems(with: "\(folder.directory)/\(StoreWorkload.fileName)")
    }
}
