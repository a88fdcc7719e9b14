import Annals
import AnnalsExchange
import AnnalsStoreSuite
import Foundation
import Testing

/// Events in a file that is all that is left of them.
@Suite struct ArchiveTests {
    private let folder: URL
    private let store = InMemoryEventStore()
    private var archive: EventArchive { EventArchive(folder.appending(path: "a.archive").path) }

    init() async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // Texts that JSON escapes, spaces between tokens, a time with all digits, and metadata of every kind.
        let payload = #"{ "accountId":"\u00e4\/\"","amount":1, "tags":["\u0000\n","\u2028\ud83d\ude00"] }"#
        let full = try ProposedEvent(
            type: "MoneyDeposited", version: 2, payload: Array(payload.utf8), registry: sampleRegistry,
            context: EventContext(
                userId: "", correlationId: "c\n", causationId: "\u{10FFFF}", extra: ["n": .array([.string("\u{0}")])]),
            time: Timestamp("1999-12-31T23:59:59.000000001Z"))
        try await store.append([full], to: stream("a"), expecting: .any)
        for number in 0..<4 {
            try await store.append(deposits(700), to: stream("a"), expecting: .any)
            try await store.append([deposit(to: "\(number)")], to: stream("b"), expecting: .any)
        }
    }

    @Test func whatIsArchivedComesBackToTheByte() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let all = try await store.readAll(limit: .max)
        let stream = try stream("a")
        let (contents, removed) = try await archive.archive(stream, before: 2002, of: store)
        #expect((contents.stream, contents.events, contents.lastVersion) == (stream, 2001, 2001))
        #expect(removed == 2001)
        #expect(try archive.check() == contents)
        #expect(try await store.read(stream).first?.metadata.streamVersion == 2002)
        let outcome = try await archive.restore(into: store)
        #expect((outcome.contents, outcome.restored) == (contents, 2001))
        #expect(try await store.readAll(limit: .max) == all)
        #expect(try await archive.restore(into: store).restored == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.archive"])
    }

    @Test func whatIsAppendedMeanwhileStays() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let (stream, store) = (try stream("a"), store)
        let counts = try await archive.archive(stream, before: .max, of: store)
        #expect(counts.removed == 2801)
        try await store.append(deposits(2), to: stream, expecting: .exactly(2801))
        #expect(try await store.read(stream).count == 2)
        // The second archive has what came after the first.
        let second = EventArchive(folder.appending(path: "b.archive").path)
        #expect(try await second.archive(stream, before: 2803, of: store).contents.events == 1)
        #expect(try await store.read(stream).map(\.metadata.streamVersion) == [2803])
        _ = try await storeError(.gap) { try await archive.restore(into: store) }
        #expect(try await second.restore(into: store).restored == 1)
        #expect(try await archive.restore(into: store).restored == 2801)
        #expect(try await store.read(stream).map(\.metadata.streamVersion) == Array(1...2803))
    }

    @Test func nothingIsRemovedWithoutAnArchive() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let count = try await store.readAll(limit: .max).count
        for version in [1, 0, -5, Int.min] {
            let error = await #expect(throws: EventArchive.Failure.self) {
                try await archive.archive(stream("a"), before: version, of: store)
            }
            #expect(error?.description.contains("has no events before version \(version)") == true)
        }
        try Data("mine".utf8).write(to: URL(fileURLWithPath: archive.path))
        let taken = await #expect(throws: EventArchive.Failure.self) {
            try await archive.archive(stream("a"), before: 5, of: store)
        }
        #expect(taken?.description.contains("is there already") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: archive.path)) == Data("mine".utf8))
        let nowhere = EventArchive(folder.appending(path: "none/a.archive").path)
        let missing = await #expect(throws: EventArchive.Failure.self) {
            try await nowhere.archive(stream("a"), before: 5, of: store)
        }
        #expect(missing?.description.contains("cannot be written") == true)
        #expect(try await store.readAll(limit: .max).count == count)
    }

    /// Every line changed, removed, repeated, exchanged with the next one, and every cut of the file.
    @Test func whatIsNotAsItWasWrittenIsNotBelieved() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try await archive.archive(stream("a"), before: 4, of: store)
        let url = URL(fileURLWithPath: archive.path)
        let whole = try Data(contentsOf: url)
        let lines = whole.split(separator: 10).map { Data($0) + [10] }
        #expect(lines.count == 5)
        var damaged: [Data] = [Data(), whole + [10], whole + lines[1]]
        for cut in stride(from: 1, to: whole.count, by: 7) { damaged.append(whole.prefix(whole.count - cut)) }
        for index in lines.indices {
            var (without, twice, exchanged) = (lines, lines, lines)
            without.remove(at: index)
            twice.insert(lines[index], at: index)
            exchanged.swapAt(index, (index + 1) % lines.count)
            damaged += [without, twice, exchanged].map { Data($0.joined()) }
        }
        for place in stride(from: 0, to: whole.count - 1, by: 11) {
            var changed = whole
            changed[place] ^= 1
            damaged.append(changed)
        }
        let count = try await store.readAll(limit: .max).count
        for (number, data) in damaged.enumerated() where data != whole && data + [10] != whole {
            try data.write(to: url)
            #expect(throws: EventArchive.Failure.self, "damage \(number)") { try archive.check() }
            await #expect(throws: EventArchive.Failure.self, "damage \(number)") {
                try await archive.restore(into: store)
            }
        }
        #expect(try await store.readAll(limit: .max).count == count)
        try whole.write(to: url)
        #expect(try await archive.restore(into: store).restored == 3)
    }

    @Test func anArchiveOfAnotherStoreIsRefused() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try await archive.archive(stream("a"), before: 3, of: store)
        let other = InMemoryEventStore()
        _ = try await storeError(.placeNotGiven) { try await archive.restore(into: other) }
        try await other.append(deposits(5), to: stream("b"), expecting: .any)
        try await other.append(deposits(5), to: stream("a"), expecting: .any)
        _ = try await storeError(.placeTaken) { try await archive.restore(into: other) }
        #expect(try await other.readAll().count == 10)
    }

    @Test func progressIsTold() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var written: [Int] = []
        _ = try await archive.archive(stream("a"), before: 2801, of: store) { written.append($0) }
        #expect(written == [1000, 2000, 2800])
        var restored: [(Int, Double)] = []
        _ = try await archive.restore(into: store) { restored.append(($0, $1)) }
        #expect(restored.map(\.0) == [800, 1800, 2800])
        #expect(restored.last?.1 == 1 && restored.allSatisfy { $0.1 > 0 && $0.1 <= 1 })
    }
}
