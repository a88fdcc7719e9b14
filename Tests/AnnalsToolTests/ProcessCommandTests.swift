import Annals
import AnnalsSQLite
import AnnalsStoreSamples
import Foundation
import Testing

/// Commands on a store whose process manager could not handle an event, and whose commands failed.
@Suite struct ProcessCommandTests {
    private let folder: URL
    private let time: Timestamp
    private let id = UniqueID(high: 1, low: 2)

    private static let schema = """
        annals: 1
        events:
          MoneyDeposited:
            aggregate: Account
            fields: { accountId: string, amount: { type: int, minimum: 0 } }
        aggregates:
          Account:
            id: { accountId: string }
            ignore: [MoneyDeposited]
        commands:
          SendNotice: { fields: { accountId: string, text: { type: string, maxLength: 5 } } }
        processes:
          AccountCare:
            key: { accountId: string }
            on:
              MoneyDeposited:
                start: true
                emit: [{ SendNotice: { accountId: event.accountId, text: "'x'" } }]
        """

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "annals-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "schemas"), withIntermediateDirectories: true)
        try Self.schema.write(to: folder.appending(path: "schemas/a.yaml"), atomically: true, encoding: .utf8)
        time = try #require(Timestamp("2026-01-02T03:04:05Z"))
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    private func withStore(
        _ body: (SQLiteEventStore, SQLiteProcesses) async throws -> Void
    ) async throws {
        let store = try SQLiteEventStore(path: path("app.sqlite"), durability: .normal)
        try await body(store, SQLiteProcesses(beside: store))
        try store.close()
    }

    /// What a program does that begins: it handles events and delivers commands, those of `b` in vain.
    private func runProgram<P: ProcessManager>(
        _ process: P.Type = AccountCareProcess.self, _ store: SQLiteEventStore, _ processes: SQLiteProcesses,
        fails: Bool = true
    ) async throws {
        let time = time
        try await ProcessRunner(process, events: store, processes: processes, now: { time }).run()
        let dispatcher = CommandDispatcher(process, processes: processes, now: { time }) { _, delivery in
            if fails, delivery.key == "b" { throw CommandRejected("nobody is there") }
        }
        try await dispatcher.run()
    }

    /// A withdrawal of `a` that cannot be handled, a deposit behind it, and commands for `b` that nobody takes.
    private func fill() async throws {
        try await withStore { store, processes in
            let a = try #require(StreamName("Account-a"))
            try await store.append(
                [
                    ProposedEvent(MoneyDeposited(accountId: "a", amount: 5), time: time),
                    ProposedEvent(
                        MoneyWithdrawn(accountId: "a", amount: 0), id: id, context: EventContext(userId: "ada"),
                        time: time),
                    ProposedEvent(MoneyDeposited(accountId: "a", amount: 6), time: time),
                ], to: a, expecting: .any)
            try await store.append(
                [
                    ProposedEvent(MoneyDeposited(accountId: "b", amount: 1), id: UniqueID(high: 3, low: 4), time: time),
                    ProposedEvent(MoneyDeposited(accountId: "b", amount: 2), time: time),
                ], to: #require(StreamName("Account-b")), expecting: .any)
            try await runProgram(AccountCareProcess.self, store, processes)
        }
    }

    private func run(_ command: String, status: Int32 = 0) throws -> String {
        let (found, output) = try ToolRunner.run("annals \(command)", in: folder)
        #expect(found == status, "\(command): \(output)")
        return output
    }

    @Test func deadLettersOfProcessesAreListedShownRetriedAndSkipped() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let list = try run("dlq list --store app.sqlite")
        #expect(
            list.hasPrefix(
                """
                HANDLER      POSITION  STATE    ATTEMPTS  SINCE                 EVENT
                AccountCare  2         failed   1         2026-01-02T03:04:05Z  MoneyWithdrawn version 1
                """), "\(list)")
        #expect(list.hasSuffix("\n2 events, 1 of them failed\n"))
        #expect(try run("dlq list AccountCare --store app.sqlite") == list)
        let shown = try run("dlq show AccountCare 2 --store app.sqlite")
        #expect(shown.contains("  keys      a\n") && shown.contains("  step      emit SendNotice number\n"))
        #expect(shown.contains(#"  "amount": 0"#))

        // A retry decodes with the schema of the program that carries it out: it fails again, then succeeds.
        #expect(
            try run("dlq retry AccountCare 2 --store app.sqlite").hasPrefix("1 event to retry; the program's engine"))
        #expect(try run("dlq list --store app.sqlite").contains("failed, retry is asked for"))
        try await withStore { store, processes in try await runProgram(AccountCareProcess.self, store, processes) }
        #expect(try run("dlq list --store app.sqlite --format json").contains(#""attempts": 2"#))
        #expect(try run("dlq retry AccountCare 9 --store app.sqlite", status: 2).contains("position 9"))
        for command in ["list", "retry", "prune"] {
            #expect(
                try run("dlq \(command) AcountCare --store app.sqlite", status: 2)
                    == "error: there is no projection or process manager 'AcountCare'; did you mean 'AccountCare'?\n")
        }
        #expect(try run("dlq skip AccountCare 2 --store app.sqlite", status: 2).contains("--reason"))
        #expect(try run("dlq skip AccountCare 2 --store app.sqlite --reason ' '", status: 2).contains("reason"))
        #expect(
            try run("dlq skip AccountCare 2 --store app.sqlite --reason 'a test'").hasPrefix("1 event to skip; "))
        try await withStore { store, processes in try await runProgram(AccountCareProcess.self, store, processes) }
        #expect(try run("dlq list --store app.sqlite") == "no event is parked\n")
        #expect(try run("dlq show AccountCare 2 --store app.sqlite").contains("reason    a test"))
        #expect(try run("outbox list --store app.sqlite --all").contains("AccountCare  a"))
        #expect(try run("dlq prune --store app.sqlite") == "0 letters removed\n")
        try await withStore { store, processes in
            try await ProcessControl(processes).retryCommands(of: "AccountCare")
            try await runProgram(AccountCareProcess.self, store, processes, fails: false)
        }
        #expect(try run("processes check --store app.sqlite --lag 1000000000") == "1 process manager: fine\n")
    }

    @Test func lettersElsewhereArePrunedWhenTheirEventsAreGone() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteEventStore(path: path("app.sqlite"), durability: .normal)
        let processes = try SQLiteProcesses(path: path("care.sqlite"), durability: .normal)
        let a = try #require(StreamName("Account-a"))
        try await store.append(
            [
                ProposedEvent(MoneyDeposited(accountId: "a", amount: 5), time: time),
                ProposedEvent(MoneyWithdrawn(accountId: "a", amount: 0), time: time),
            ], to: a, expecting: .any)
        try await runProgram(AccountCareProcess.self, store, processes)
        try await store.delete(a)
        try processes.close()
        try store.close()
        let files = "--store app.sqlite --processes care.sqlite"
        #expect(try run("dlq list \(files)").contains("AccountCare  2         failed"))
        #expect(try run("dlq prune --store app.sqlite") == "0 letters removed\n")
        #expect(try run("dlq prune AccountCare \(files)") == "1 letter removed\n")
        #expect(try run("dlq list \(files)") == "no event is parked\n")
        let others = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix("sqlite") }
        #expect(others.sorted() == ["app.sqlite", "care.sqlite"])
    }

    @Test func parkedCommandsAreListedShownRetriedAndSkipped() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let id = UniqueID(high: 3, low: 4).derived("AccountCare/1/SendNotice")
        #expect(
            try run("outbox list --store app.sqlite") == """
                PROCESS      KEY  ID                                    COMMAND     STATE   ATTEMPTS  SINCE
                AccountCare  b    \(id)  SendNotice  parked  1         2026-01-02T03:04:05Z
                  nobody is there

                1 command, 1 of them parked

                """)
        let pending = try run("outbox list --store app.sqlite --pending --format json")
        #expect(pending.contains(#""state": "pending""#) && pending.contains(#""error": "nobody is there""#))
        let shown = try run("outbox show \(id) --store app.sqlite --schemas schemas")
        #expect(
            shown == """
                SendNotice of AccountCare: parked
                  id        \(id)
                  key       b
                  emitted   2026-01-02T03:04:05Z
                  cause     \(UniqueID(high: 3, low: 4))
                  attempts  1
                  error     nobody is there

                {
                  "accountId": "b",
                  "text": "deposit",
                  "number": 1
                }

                with these schemas: /text must have at most 5 characters (found "deposit") [maxLength]

                """)
        #expect(try run("outbox show \(self.id) --store app.sqlite", status: 2).contains("outbox list --all"))
        #expect(try run("outbox show nonsense --store app.sqlite", status: 2).contains("nonsense"))
        #expect(
            try run("outbox retry AccountCare \(id) --store app.sqlite")
                == "1 command to retry; the program's dispatcher goes on at once when it runs, else when it begins\n")
        #expect(try run("outbox list --store app.sqlite") == "no such command is in the outbox\n")
        #expect(
            try run("outbox retry AccountCare \(id) --store app.sqlite", status: 2).contains(
                "is not parked: it is pending"))
        try await withStore { store, processes in try await runProgram(AccountCareProcess.self, store, processes) }
        #expect(try run("outbox skip AccountCare \(id) --store app.sqlite", status: 2).contains("--reason"))
        #expect(try run("outbox skip AccountCare \(id) --store app.sqlite --reason ''", status: 2).contains("reason"))
        #expect(try run("outbox skip AcountCare \(id) --store app.sqlite --reason x", status: 2).contains("AcountCare"))
        #expect(
            try run("outbox skip AccountCare \(id) --store app.sqlite --reason 'wrote a letter'").hasPrefix(
                "1 command to skip"))
        #expect(try run("outbox show \(id) --store app.sqlite").contains("  reason    wrote a letter"))
        let pruned = "outbox prune --store app.sqlite --before"
        #expect(try run("\(pruned) yesterday", status: 2).contains("'yesterday' is no time"))
        #expect(try run("\(pruned) 2026-01-02T03:04:05Z") == "0 commands removed\n")
        #expect(try run("\(pruned) 2026-01-02T03:04:06Z") == "2 commands removed\n")
        #expect(try run("outbox list --store app.sqlite --all").contains("1 command, 0 of them parked"))
        #expect(
            try run("outbox retry Care --store app.sqlite", status: 2).contains(
                "no such process manager ever ran here; known are: AccountCare"))
    }

    @Test func processesAreShownAndChecked() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let status = try run("processes status --store app.sqlite")
        #expect(
            status.hasPrefix(
                "PROCESS      STATE   POSITION  BEHIND  PARKED  INSTANCES  TIMEOUTS"), "\(status)")
        #expect(status.contains("\nAccountCare  active  5         0       2       2          2, due for "), "\(status)")
        #expect(status.contains("1 pending for ") && status.hasSuffix(", 1 parked\n"), "\(status)")
        let json = try run("processes status --store app.sqlite --format json")
        #expect(
            json.contains(#""instances": 2"#) && json.contains(#""parked": 2"#) && json.contains(#""heldInstances": 1"#)
        )
        let check = try run("processes check --store app.sqlite --lag 1000000000", status: 1)
        #expect(
            check == """
                error: AccountCare has 2 parked events
                error: AccountCare has 1 parked command

                """)
        #expect(
            try run("processes check --store app.sqlite --lag 1000000000 --parked 2") == "1 process manager: fine\n")
    }

    @Test func checkSaysWhatWaitsInTheOutbox() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try await fill()
        let file = folder.appending(path: "schemas/a.yaml")
        func write(_ change: (String) -> String) throws {
            try change(Self.schema).write(to: file, atomically: true, encoding: .utf8)
        }
        try write { $0.replacing("maxLength: 5", with: "maxLength: 50") }
        _ = try run("lock")
        try write { $0 }
        let changed = try run("check --store app.sqlite", status: 1)
        #expect(changed.contains("[command.changed]"))
        let id = UniqueID(high: 3, low: 4).derived("AccountCare/1/SendNotice")
        #expect(
            changed.contains(
                "- 2 commands of it wait in the outbox, and cannot be read, the first with the id \(id)\n"),
            "\(changed)")
        // None of it is touched by a limit that all of them keep.
        try write { $0.replacing("maxLength: 5", with: "maxLength: 10") }
        #expect(
            try run("check --store app.sqlite", status: 1).contains(
                "- 2 commands of it wait in the outbox, and can be read\n"))
        let end = try #require(Self.schema.range(of: "processes:"))
        try write { _ in String(Self.schema[..<end.lowerBound]) }
        #expect(
            try run("check --store app.sqlite", status: 1).contains(
                "- 2 processes have not ended; 2 commands of it wait in the outbox, and cannot be read"))
    }

    @Test func whatStandsStillIsShownWithItsReason() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let time = time
        try await withStore { store, processes in
            try await store.append(
                [
                    ProposedEvent(MoneyDeposited(accountId: "a", amount: 5), time: time),
                    ProposedEvent(MoneyWithdrawn(accountId: "a", amount: 0), time: time),
                ], to: #require(StreamName("Account-a")), expecting: .any)
            let runner = ProcessRunner(
                AccountCareProcess.self, events: store, processes: processes, policy: .stop, now: { time })
            await #expect(throws: ProcessError.self) { try await runner.run() }
        }
        let status = try run("processes status --store app.sqlite")
        #expect(status.contains("\nAccountCare  stopped  1 "))
        #expect(status.contains("\nAccountCare: process AccountCare stopped before event"))
        #expect(
            try run("processes status --store app.sqlite --format json").contains(#""failure": "process AccountCare"#))
        let check = try run("processes check --store app.sqlite --lag 1000000000", status: 1)
        #expect(check.hasPrefix("error: AccountCare stands still: process AccountCare stopped before event"))
        try await withStore { store, processes in
            try await runProgram(RepairedCareProcess.self, store, processes)
        }
        #expect(try run("processes check --store app.sqlite --lag 1000000000") == "1 process manager: fine\n")
    }

    @Test func aStoreWithoutProcessesHasNone() async throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try SQLiteEventStore(path: path("app.sqlite"), durability: .normal)
        try store.close()
        #expect(try run("processes status --store app.sqlite") == "no process manager ever ran here\n")
        #expect(try run("processes check --store app.sqlite") == "0 process managers: fine\n")
        #expect(try run("outbox list --store app.sqlite") == "no such command is in the outbox\n")
        #expect(try run("outbox show \(id) --store app.sqlite", status: 2).contains("there is no command"))
        #expect(
            try run("processes status --store app.sqlite --processes none.sqlite", status: 2).contains("none.sqlite"))
        #expect(try run("outbox retry Care --store none.sqlite", status: 2).contains("there is no file 'none.sqlite'"))
    }
}
