import Annals
import AnnalsExchange
import AnnalsSQLite
import ArgumentParser

/// `annals store archive`
struct ArchiveStream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Move the old events of a stream from a store to a file.",
        discussion: """
            The file holds every byte of the events and proves to be whole: only when it is on the disk and was read \
            again are they removed. 'annals store restore' puts them back. A stream goes on with the versions that it \
            has; an aggregate that needs its first events cannot be loaded meanwhile. Dead letters of the events go with \
            them, so that events which are parked have to be retried or skipped first.

            EXAMPLE
              annals store archive Order-42 --before 1000 --store app.sqlite --output order-42.archive
            """)

    @Argument(help: "The stream.", transform: StreamName.argument)
    var stream: StreamName

    @Option(help: "The first version that stays.")
    var before: Int

    @OptionGroup var store: StoreOption

    @Option(name: .shortAndLong, help: "The file to write; it must not be there yet.")
    var output: String

    @Flag(help: "Also when events of the stream are parked, which no row or process has taken then.")
    var dropParked = false

    func run() async throws {
        if !dropParked { try await refuseParked() }
        try await Console.archiving { progress in
            let events = try SQLiteEventStore(path: store.existing())
            let (contents, removed) = try await EventArchive(output).archive(stream, before: before, of: events) {
                progress.show($0)
            }
            try events.close()
            return "\(Console.events(contents.events)) of \(stream) archived in '\(output)', \(removed) removed"
        }
    }

    /// Ends the command when an event that would go was taken by not all that is kept beside it.
    private func refuseParked() async throws {
        _ = try store.existing()
        let parked = try await DeadLetterOptions(store).letters(of: nil, .open).filter {
            $0.event.metadata.stream == stream.description && $0.event.metadata.streamVersion < before
        }
        guard let first = parked.first else { return }
        throw Console.fail(
            "\(Console.events(Set(parked.map(\.position)).count)) of \(stream) before version \(before) "
                + "\(parked.count == 1 ? "is" : "are") parked, the first at position \(first.position) by "
                + "\(first.projection): retry or skip what is parked with 'annals dlq', or say '--drop-parked'")
    }
}

/// `annals store restore`
struct RestoreStream: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put archived events back into the store that they come from.",
        discussion: """
            Each goes into its own place, with its position, version, id, time and every byte. Of several archives of a \
            stream the last one comes first. Restoring again changes nothing.

            EXAMPLE
              annals store restore order-42.archive --store app.sqlite
            """)

    @Argument(help: "The file that 'annals store archive' wrote.")
    var file: String

    @OptionGroup var store: StoreOption

    func run() async throws {
        try await Console.archiving { progress in
            let archive = EventArchive(file)
            // Before the store is opened: a file that is no archive is the likelier mistake.
            try archive.check { progress.show($0, $1) }
            let events = try SQLiteEventStore(path: store.existing())
            let (contents, restored) = try await archive.restore(into: events) { progress.show($0, $1) }
            try events.close()
            let known = contents.events - restored
            return "\(Console.events(restored)) of \(contents.stream) restored"
                + (known == 0 ? "" : ", \(known) \(known == 1 ? "was" : "were") there")
        }
    }
}

extension Console {
    /// Runs a command about an archive, and prints how it ended.
    fileprivate static func archiving(_ body: (ProgressLine) async throws -> String) async throws {
        let progress = ProgressLine()
        let outcome: String
        do {
            outcome = try await body(progress)
            progress.end()
        } catch let error as EventStoreError {
            progress.end()
            throw fail(error.message)
        } catch let error as EventArchive.Failure {
            progress.end()
            throw fail(error.description)
        }
        print(outcome)
    }

    fileprivate static func events(_ count: Int) -> String { "\(count) event\(count == 1 ? "" : "s")" }
}

extension StreamName {
    /// The name in an argument.
    fileprivate static func argument(_ text: String) throws -> StreamName {
        guard let name = StreamName(text) else {
            throw ValidationError("a stream's name is a category without '-' and an id, such as Order-42")
        }
        return name
    }
}
