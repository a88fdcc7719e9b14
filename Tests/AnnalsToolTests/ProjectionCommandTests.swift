import Annals
import AnnalsSQLite
import AnnalsStoreSamples
import Foundation
import Testing

/// Commands on a store whose projection could not take an event.
@Suite struct ProjectionCommandTests {
    private let folder: URL
    private let time: Timestamp
    private let id = UniqueID(high: 1, low: 2)

    private static let schema = """
        annals: 1
        events:
          MoneyDeposited:
            aggregate: Account
            versions:
              1: { fields: { accountId: string, amount: { type: int, minimum: 0 } } }
              2:
                fields:
                  accountId: string
                  amount: { type: int, minimum: 0 }
                  currency: { type: string, default: USD }
                upcast: { amount: old.amount * 100 }
        aggregates:
          Account:
            id: { accountId: string }
            ignore: [MoneyDeposited]
        """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "annals-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "schemas"), withIntermediateDirectories: true)
        try Self.schema.write(to: folder.appending(path: "schemas/a.yaml"), atomically: true, encoding: .utf8)
        time = try #require(Timestamp("2026-01-02T03:04:05Z"))
    }

    private func withStore(_ body: (SQLiteEventStore, ProjectionEngine) async throws -> Void) async throws {
        let store = try SQLiteEventStore(path: folder.appending(path: "app.sqlite").path, durability: .normal)
        var options = EngineOptions()
        let time = time
        options.now = { time }
        let engine = ProjectionEngine(
            [AccountBalanceProjection.self], events: store, readModels: try SQLiteReadModels(beside: store),
            options: options)
        try await body(store, engine)
        try store.close()
    }

    /// An event of version 1 that cannot be upcast, one that waits for it, and one of another account.
    private func fill() async throws {
        try await withStore { store, engine in
            let old = try ProposedEvent(
                type: "MoneyDeposited", version: 1,
                payload: Array(#"{"accountId":"a","amount":9223372036854775807}"#.utf8), registry: sampleRegistry,
                id: id,
                context: EventContext(userId: "ada"), time: time)
            let new = try ProposedEvent(MoneyDeposited(accountId: "a", amount: 1), time: time)
            try await store.append([old, new], to: #require(StreamName("Account-a")), expecting: .any)
            let other = try ProposedEvent(MoneyDeposited(accountId: "b", amount: 1), time: time)
            try await store.append([other], to: #require(StreamName("Account-b")), expecting: .any)
            try await engine.catchUp()
        }
    }

    private func run(_ command: String, status: Int32 = 0) throws -> String {
        let (found, output) = try ToolRunner.run("annals \(command)", in: folder)
        #expect(found == status, "\(command): \(output)")
        return output
    }

    @Test func deadLettersAreListedShownRetriedAndSkipped() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let list = try run("dlq list --store app.sqlite").split(separator: "\n", omittingEmptySubsequences: false)
        try #require(list.count == 7)
        #expect(list[0] == "HANDLER         POSITION  STATE    ATTEMPTS  SINCE                 EVENT")
        #expect(
            list[1] == "AccountBalance  1         failed   1         2026-01-02T03:04:05Z  MoneyDeposited version 1")
        #expect(list[2].hasPrefix("  upcasting MoneyDeposited from version 1 to 2 failed: "))
        #expect(
            list[3] == "AccountBalance  2         waiting  0         2026-01-02T03:04:05Z  MoneyDeposited version 2")
        #expect(list[5] == "2 events, 1 of them failed")
        let shown = try run("dlq show AccountBalance 1 --store app.sqlite --schemas schemas")
        #expect(
            shown.hasPrefix(
                """
                AccountBalance, position 1: failed
                  event     MoneyDeposited version 1, id 00000000-0000-0001-0000-000000000002
                  stream    Account-a version 1
                  recorded  2026-01-02T03:04:05Z by ada
                  keys      not known
                  attempts  1
                """))
        #expect(shown.contains(#"  "amount": 9223372036854775807"#))
        #expect(shown.contains("with these schemas: the step of MoneyDeposited from version 1 to 2 fails at /amount"))
        #expect(try run("dlq show AccountBalance 2 --store app.sqlite").contains("waits for the event at position 1"))
        #expect(try run("dlq show AccountBalance 3 --store app.sqlite", status: 2).contains("no event is parked"))

        #expect(
            try run("dlq retry AccountBalance --store app.sqlite").hasPrefix("2 events to retry; the program's engine"))
        #expect(try run("dlq list --store app.sqlite").contains("failed, retry is asked for"))
        try await withStore { _, engine in try await engine.catchUp() }
        #expect(try run("dlq list --store app.sqlite --format json").contains(#""attempts": 2"#))

        #expect(try run("dlq skip AccountBalance 1 --store app.sqlite", status: 2).contains("--reason"))
        #expect(try run("dlq skip AccountBalance 1 --store app.sqlite --reason ' '", status: 2).contains("reason"))
        _ = try run("dlq skip AccountBalance 1 --store app.sqlite --reason 'too rich'")
        try await withStore { _, engine in try await engine.catchUp() }
        #expect(try run("dlq list --store app.sqlite") == "no event is parked\n")
        let all = try run("dlq list --store app.sqlite --all")
        #expect(all.contains("skipped") && all.contains("resolved"))
        #expect(try run("dlq show AccountBalance 1 --store app.sqlite").contains("reason    too rich"))
        #expect(try run("dlq retry AccountBalance 9 --store app.sqlite", status: 2).contains("position 9"))
        #expect(try run("dlq retry None --store none.sqlite", status: 2).contains("there is no file 'none.sqlite'"))
    }

    @Test(.timeLimit(.minutes(2))) func aWatchedTableIsShownAgainUntilItIsInterrupted() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let (process, output) = try ToolRunner.start(
            "exec annals projections status --store app.sqlite --watch", in: folder)
        var text = ""
        func read(until word: String) {
            while !text.contains(word) {
                let data = output.availableData
                if data.isEmpty { return }
                text += String(decoding: data, as: UTF8.self)
            }
        }
        read(until: "AccountBalance")
        #expect(!text.contains("paused"))
        _ = try run("projections pause AccountBalance --store app.sqlite")
        try await withStore { _, engine in try await engine.catchUp() }
        read(until: "paused")
        #expect(text.components(separatedBy: "PROJECTION").count > 2, "one table after the other: \(text)")
        #expect(process.isRunning)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
    }

    @Test func parkedEventsAreNotArchivedUnlessTheyMayBeLost() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let command = "store archive Account-a --before 2 --store app.sqlite --output a.archive"
        #expect(
            try run(command, status: 2) == """
                error: 1 event of Account-a before version 2 is parked, the first at position 1 by AccountBalance: retry or skip \
                what is parked with 'annals dlq', or say '--drop-parked'

                """)
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "a.archive").path))
        // A stream of which nothing is parked.
        #expect(try run(command.replacing("Account-a", with: "Account-b")).hasPrefix("1 event of Account-b archived"))
        #expect(
            try run(command.replacing("a.archive", with: "b.archive") + " --drop-parked").hasPrefix(
                "1 event of Account-a archived"))
        let letters = try run("dlq list --store app.sqlite --all")
        #expect(
            letters.contains("AccountBalance  2         waiting, retry is asked for") && !letters.contains("failed  "))
    }

    @Test func projectionsAreShownCheckedPausedAndRebuilt() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        #expect(
            try run("projections status --store app.sqlite") == """
                PROJECTION      STATE   POSITION  BEHIND  PARKED  REBUILD
                AccountBalance  active  3         0       2

                """)
        #expect(
            try run("projections check --store app.sqlite", status: 1) == "error: AccountBalance has 2 parked events\n")
        #expect(try run("projections check --store app.sqlite --parked 2") == "1 projection: fine\n")
        #expect(try run("projections pause AccountBalance --store app.sqlite") == "AccountBalance is paused\n")
        let paused = try run("projections status --store app.sqlite --format json")
        #expect(paused.contains(#""state": "paused""#) && paused.contains(#""seconds": 0"#))
        #expect(
            try run("projections pause AcountBalance --store app.sqlite", status: 2).contains(
                "known are: AccountBalance"))
        #expect(try run("projections resume AccountBalance --store app.sqlite") == "AccountBalance goes on\n")
        _ = try run("projections rebuild AccountBalance --store app.sqlite")
        try await withStore { _, engine in try await engine.catchUp() }
        let rebuilt = try run("projections status --store app.sqlite --format json")
        #expect(rebuilt.contains(#""rebuiltAt": "2026-01-02T03:04:05Z""#))
    }

    @Test func aStoreWithoutProjectionsHasNone() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteEventStore(path: folder.appending(path: "app.sqlite").path, durability: .normal)
        try store.close()
        #expect(try run("projections status --store app.sqlite") == "no projection ever ran here\n")
        #expect(try run("dlq list --store app.sqlite") == "no event is parked\n")
        #expect(
            try run("projections status --store app.sqlite --read-models none.sqlite", status: 2).contains(
                "none.sqlite"))
    }
}
