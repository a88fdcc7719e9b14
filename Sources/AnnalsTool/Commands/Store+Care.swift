import Annals
import AnnalsSQLite
import ArgumentParser

/// `annals store backup`
struct BackUpStore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy a store to a new file, while programs go on writing to it.",
        discussion: """
            EXAMPLE
              annals store backup --store app.sqlite copies/monday.sqlite
            """)

    @OptionGroup var store: StoreOption

    @Argument(help: "The file to write; it must not be there yet.")
    var copy: String

    func run() async throws {
        do throws(EventStoreError) {
            let events = try SQLiteEventStore(readingOnly: store.path)
            try await events.backup(to: copy)
            try events.close()
        } catch {
            throw Console.fail(error.message)
        }
    }
}

/// `annals store audit`
struct AuditStore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Look whether a store is whole: pages, events, streams and checkpoints.",
        discussion: """
            Whether the schemas can read what is stored, 'annals verify' says.

            EXAMPLE
              annals store audit --store app.sqlite
            """)

    @OptionGroup var store: StoreOption

    func run() async throws {
        let audit: StoreAudit
        do throws(EventStoreError) {
            let events = try SQLiteEventStore(readingOnly: store.path)
            audit = try await events.audit()
            try events.close()
        } catch {
            throw Console.fail(error.message)
        }
        audit.mistakes.forEach { print("error: \($0)") }
        print(audit.summary)
        if !audit.mistakes.isEmpty { throw Console.findings }
    }
}
