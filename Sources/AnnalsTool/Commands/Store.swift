public import Annals
import AnnalsExchange
import AnnalsProject
import AnnalsSQLite
public import ArgumentParser
import Foundation

/// `annals store`
struct Store: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring events into an SQLite store and out of it, copy it, and look whether it is whole.",
        subcommands: [
            ImportEvents.self, ExportEvents.self, BackUpStore.self, AuditStore.self, ArchiveStream.self,
            RestoreStream.self,
        ])
}

/// `annals store import`
struct ImportEvents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Store the events of a file; every one is checked before the first is stored.",
        discussion: """
            Each line is an envelope, {"type": …, "version": …, "stream": …, "data": …} with what else is known, or a \
            CloudEvent 1.0. A file may also be one JSON array of them, as a batch of CloudEvents is. Importing a file \
            again stores nothing twice.

            EXAMPLE
              annals store import history.jsonl --store app.sqlite
              annals store import old.jsonl --store app.sqlite --type order_created=OrderCreated --default-version 1
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(name: .shortAndLong, help: "The folder with the schema files.")
    var schemas = SchemaOptions.usual

    @Option(name: .customLong("store"), help: "The SQLite file; it is made when there is none.")
    var path: String

    @Option(
        name: .customLong("type"),
        help: ArgumentHelp("What a type in the file is called in the schemas.", valueName: "there=here"))
    var types: [String] = []

    @Option(help: "The version of events that do not say one.")
    var defaultVersion: Int?

    @Option(help: "The stream of events that do not say one.")
    var stream: String?

    func validate() throws {
        for type in types where type.split(separator: "=", omittingEmptySubsequences: false).count != 2 {
            throw ValidationError("--type is the name in the file and the name in the schemas, such as there=here")
        }
    }

    func run() async throws {
        let (_, schema) = try Console.load(schemas)
        let names = types.map { $0.split(separator: "=", omittingEmptySubsequences: false).map(String.init) }
        let importer = EventImport(
            schema, types: Dictionary(names.map { ($0[0], $0[1]) }) { $1 }, defaultVersion: defaultVersion,
            stream: stream)
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory), !isDirectory.boolValue,
            FileManager.default.isReadableFile(atPath: file)
        else {
            throw Console.fail("the file '\(file)' cannot be read; is it there, and is it a file?")
        }
        let progress = ProgressLine()
        do {
            try importer.check(file) { progress.show($0, $1) }
            let store = try SQLiteEventStore(path: path)
            let result = try await importer.run(file, into: store) { progress.show($0, $1) }
            progress.end()
            try store.close()
            print(result.summary)
        } catch let refusal as EventImport.Refusal {
            progress.end()
            for (line, mistake) in refusal.mistakes { Console.printError("\(file):\(line): \(mistake)") }
            Console.printError(refusal.summary)
            throw Console.findings
        } catch let error as EventStoreError {
            throw Console.fail(error.message)
        } catch let error as LineReader.TooLong {
            throw Console.fail("\(file): \(error)")
        }
    }
}

/// `annals store export`
struct ExportEvents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write stored events as JSON Lines, with the payloads of the versions that wrote them.",
        discussion: """
            EXAMPLE
              annals store export --store app.sqlite > history.jsonl
              annals store export --store app.sqlite --form cloudevents --category Order --output orders.jsonl
            """)

    @OptionGroup var store: StoreOption

    @Option(help: "annals, or cloudevents for CloudEvents 1.0.")
    var form = EnvelopeForm.annals

    @Flag(help: "Write one JSON array; with CloudEvents that is application/cloudevents-batch+json.")
    var batch = false

    @Option(help: "Only events of streams of this category; may be repeated.")
    var category: [String] = []

    @Option(help: "Only events of this type; may be repeated.")
    var type: [String] = []

    @Option(name: .shortAndLong, help: "The file to write to; the standard output by default.")
    var output: String?

    func run() async throws {
        let filter = EventFilter(categories: category.isEmpty ? nil : category, types: type.isEmpty ? nil : type)
        let progress = ProgressLine()
        do {
            let file = try output.map(begin)
            let events = try SQLiteEventStore(readingOnly: store.path)
            let count = try await EventExport(as: form, filter, isArray: batch).run(events) {
                progress.show($0, $1)
            } write: { lines in
                try (file?.handle ?? .standardOutput).write(contentsOf: Data(lines))
            }
            progress.end()
            try events.close()
            try file?.commit()
            if output != nil { print("\(count) event\(count == 1 ? "" : "s")") }
        } catch let error as EventStoreError {
            throw Console.fail(error.message)
        } catch let error as EnvelopeError {
            throw Console.fail(error.description)
        } catch let error as CocoaError {
            // What the system says of the output: there are no other files here.
            throw Console.fail(writing: output ?? "the standard output", error)
        } catch let error as POSIXError {
            throw Console.fail(writing: output ?? "the standard output", error)
        }
    }
}

extension ExportEvents {
    private func begin(_ path: String) throws -> PendingFile {
        do {
            return try PendingFile(path)
        } catch {
            throw Console.fail(
                "'\(path)' cannot be written; is there such a folder, may this program write there, and is it a file?")
        }
    }
}

extension EnvelopeForm: ExpressibleByArgument {}
