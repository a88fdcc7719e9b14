import Annals
import AnnalsTesting
import Testing

@testable import AnnalsSampledLibrary

@Suite struct EventSamplesTests {
    private let samples = EventSamples.annalsSampledLibrary

    @Test func everySampleOfEveryVersionIsRead() {
        #expect(samples.expectAllDecode(AnnalsRegistry.registry) == samples.samples.count)
        let versions = Dictionary(grouping: samples.samples) { "\($0.type) \($0.version)" }
        #expect(
            versions.keys.sorted() == ["BookBought 1", "BookBought 2", "BookLent 1", "BookLent 2", "BookReserved 1"])
        #expect(versions.values.allSatisfy { $0.count == 6 && Set($0).count == 6 })
        #expect(samples.samples.allSatisfy { $0.category == "Book" })
    }

    @Test func samplesAreTyped() throws {
        let lent = try samples.events(BookLent.self)
        #expect(lent.count == 6 && Set(lent).count == 6)
        #expect(lent.allSatisfy { $0.period.from <= $0.period.until })
        #expect(try samples.upcasts(BookLent.self).count == 12)
        #expect(try samples.upcasts(BookBought.self).contains { $0.genre == .prose })
    }

    @Test func recordsAreTheSameInEveryRun() throws {
        #expect(samples.records() == samples.records())
        let records = samples.records(of: BookLent.self, version: 1)
        #expect(records.count == 6 && records.allSatisfy { $0.version == 1 && $0.type == "BookLent" })
        #expect(Set(samples.records().map(\.metadata.id)).count == samples.samples.count)
        // Under a former name they are found as well.
        let former = EventSamples(
            "BookGiven 1 Book {\"bookId\":\"6ba7b810-9dad-41d1-80b4-00c04fd430c8\",\"reader\":\"\",\"days\":1}")
        #expect(try former.upcasts(BookLent.self).map(\.period.until) == [1])
    }

    @Test func aStoreCanHoldSomethingOfEveryVersion() async throws {
        let store = InMemoryEventStore()
        let results = try await store.append(samples.proposed(AnnalsRegistry.registry))
        #expect(results.count == samples.samples.count)
        var read = 0
        for record in try await store.readAll(limit: .max) { read += try AnnalsRegistry.registry.events(record).count }
        // Of the reservations some have become nothing.
        #expect(read > 24 && read < 30)
    }

    @Test func whatIsNotReadIsShown() {
        let broken = EventSamples("BookLent 2 Book {\"bookId\":7}\nno sample\nBookLent x Book {}")
        #expect(broken.samples.count == 1)
        withKnownIssue {
            #expect(broken.expectAllDecode(AnnalsRegistry.registry) == 0)
        } matching: { issue in
            let text = issue.comments.map(\.rawValue).joined()
            return text.contains("there is no sample of BookBought version 1")
                || text.contains("there is no sample of BookLent version 1")
                || text.contains("there is no sample of BookBought version 2")
                || text.contains("there is no sample of BookReserved version 1")
                || text.hasPrefix("a sample of BookLent version 2 is not read: ")
                    && text.hasSuffix("\n    {\"bookId\":7}")
        }
    }
}
