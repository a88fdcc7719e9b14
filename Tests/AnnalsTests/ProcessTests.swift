import Annals
import AnnalsStoreSuite
import Testing

@Suite struct ProcessTests {
    @Test(arguments: ProcessCase.all) func inMemory(_ behaviour: ProcessCase) async throws {
        try await behaviour.check(ProcessSetting(events: InMemoryEventStore(), processes: InMemoryProcesses()))
    }

    /// `ANNALS_HISTORIES` asks for more of them.
    @Test func historiesAreThoseOfTheModel() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 150)) {
            try await ProcessTrial.run(
                seed: seed, steps: 60, ProcessSetting(events: InMemoryEventStore(), processes: InMemoryProcesses()))
        }
    }

    @Test func whatIsParkedKeepsTheOrderOfItsProcess() async throws {
        for seed in 0..<UInt64(StoreTrial.histories(usually: 150)) {
            try await ProcessParkingTrial.run(
                seed: seed, steps: 60, ProcessSetting(events: InMemoryEventStore(), processes: InMemoryProcesses()))
        }
    }
}
