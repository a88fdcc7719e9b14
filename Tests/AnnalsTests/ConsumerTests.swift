import Annals
import AnnalsStoreSuite
import Testing

@Suite struct ConsumerTests {
    @Test(arguments: ConsumerCase.all) func inMemory(_ behaviour: ConsumerCase) async throws {
        let clock = ManualClock()
        try await behaviour.check(InMemoryConsumerStore(now: { clock.time }), clock)
    }

    @Test func behavioursAreToldApart() {
        #expect(Set(ConsumerCase.all.map(\.name)).count == ConsumerCase.all.count)
    }

    /// The slices of some names, as any other implementation must find them.
    @Test(arguments: [
        ("Account-a", 474), ("Order-42", 538), ("Order-0198c0de-0000-7000-8000-000000000001", 462),
        ("Ä-\u{1F600}", 396),
    ])
    func slicesAreSettled(name: String, slice: Int) throws {
        #expect(StreamPartition.slice(of: try #require(StreamName(name))) == slice)
    }

    @Test func partitionsAreEvenAndWhole() throws {
        for count in [1, 2, 3, 7, 100, 1023, 1024] {
            let slices = StreamPartition.all(count).flatMap(\.slices)
            #expect(slices == Array(0..<1024))
        }
        #expect(StreamPartition(0, of: 0) == nil && StreamPartition(0, of: 1025) == nil)
        #expect(StreamPartition(2, of: 2) == nil && StreamPartition(-1, of: 2) == nil)
        #expect(StreamPartition.all(-1).isEmpty && StreamPartition.all(2000).isEmpty)
    }

    /// Names that count up spread as chance would have them.
    @Test func namesSpreadOverSlices() throws {
        var counts = Array(repeating: 0, count: 1024)
        for number in 0..<102_400 {
            counts[StreamPartition.slice(of: try StreamName(category: "Order", id: "\(number)"))] += 1
        }
        let chi = counts.reduce(0.0) { $0 + Double(($1 - 100) * ($1 - 100)) / 100 }
        // 1023 degrees of freedom: by chance it is above 1,250 once in ten million times.
        #expect(chi < 1250)
    }
}
