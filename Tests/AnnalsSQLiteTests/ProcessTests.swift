import Annals
import AnnalsSQLite
import AnnalsStoreSuite
import Testing

@Suite struct ProcessTests {
    @Test(arguments: ProcessCase.all) func besideEvents(_ behaviour: ProcessCase) async throws {
        let file = try TemporaryFile()
        let store = try SQLiteEventStore(path: file.path, durability: .normal)
        try await behaviour.check(ProcessSetting(events: store, processes: SQLiteProcesses(beside: store)))
    }

    /// `ANNALS_HISTORIES` asks for more of them.
    @Test func historiesAreThoseOfTheModel() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 30)) {
            let file = try TemporaryFile()
            let store = try SQLiteEventStore(path: file.path, durability: .normal)
            let setting = ProcessSetting(events: store, processes: try SQLiteProcesses(beside: store))
            try await ProcessTrial.run(seed: seed, steps: 60, setting)
            try store.close()
        }
    }

    @Test func whatIsParkedKeepsTheOrderOfItsProcess() async throws {
        for seed in 1000..<(1000 + UInt64(StoreTrial.histories(usually: 15))) {
            let file = try TemporaryFile()
            let store = try SQLiteEventStore(path: file.path, durability: .normal)
            let setting = ProcessSetting(events: store, processes: try SQLiteProcesses(beside: store))
            try await ProcessParkingTrial.run(seed: seed, steps: 60, setting)
            try store.close()
        }
    }

    @Test(arguments: ProcessCase.all) func inAFileOfTheirOwn(_ behaviour: ProcessCase) async throws {
        let file = try TemporaryFile()
        let processes = try SQLiteProcesses(path: file.path, durability: .normal)
        try await behaviour.check(ProcessSetting(events: InMemoryEventStore(), processes: processes))
    }
}
