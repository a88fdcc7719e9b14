import AnnalsCompatibility
import AnnalsEditing
import AnnalsGeneration
import AnnalsProject
public import AnnalsSchema
public import ArgumentParser

/// `annals export`
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write schemas in other languages, and the schemas of reports and of schema files.",
        subcommands: [ExportJSONSchema.self, ExportReportSchema.self, ExportEditorSchema.self])
}

/// `annals export json-schema`
struct ExportJSONSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "json-schema",
        abstract: "Write the payloads of events as JSON Schema: what a reader accepts.",
        discussion: """
            EXAMPLE
              annals export json-schema --event OrderPlaced > order-placed.json
              annals export json-schema --output contracts --draft 7
            """)

    @OptionGroup var options: SchemaOptions

    @Option(help: "The event; by default all of them.")
    var event: String?

    @Option(help: "The version of the event; by default the newest of one event, and all of all.")
    var eventVersion: Int?

    @Option(help: "The version of JSON Schema: \(JSONSchemaDraft.allValues).")
    var draft = JSONSchemaDraft.draft2020

    @Option(name: .shortAndLong, help: "The folder to write to; by default one schema is printed.")
    var output: String?

    func validate() throws {
        if event == nil, output == nil {
            throw ValidationError("name one event with --event, or a folder for all of them with --output")
        }
        if event == nil, eventVersion != nil { throw ValidationError("--event-version needs --event") }
    }

    func run() throws {
        let (_, schema) = try Console.load(options.schemas)
        let generator = JSONSchemaGenerator(schema, draft: draft)
        var files = generator.files()
        if let event {
            guard let declaration = schema.event(event) else {
                throw Console.unknown(event, "event", schema.events.map(\.name))
            }
            let number = eventVersion ?? declaration.versions.count
            guard let version = declaration.version(number) else {
                throw Console.fail("'\(event)' has the versions 1 to \(declaration.versions.count)")
            }
            files = [generator.file(of: version)]
        }
        guard let output else { return files.forEach { print($0.text, terminator: "") } }
        do throws(OutputError) {
            let changes = try OutputFolder(output).write(files) { _ in false }
            changes.written.forEach { print("wrote \(output)/\($0)") }
            changes.unchanged.forEach { print("unchanged \(output)/\($0)") }
        } catch {
            throw Console.fail(error.description)
        }
    }
}

/// `annals export report-schema`
struct ExportReportSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report-schema",
        abstract: "Print the JSON Schema of 'annals check --format json'.",
        discussion: """
            EXAMPLE
              annals export report-schema > \(ReportSchema.format).schema.json
            """)

    func run() { print(ReportSchema.text, terminator: "") }
}

/// `annals export editor-schema`
struct ExportEditorSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "editor-schema",
        abstract: "Print the JSON Schema of schema files, by which editors complete and check them.",
        discussion: """
            Editors with yaml-language-server go by it for files that begin with the second line.

            EXAMPLE
              annals export editor-schema > annals.schema.json
              # yaml-language-server: $schema=annals.schema.json
            """)

    func run() { print(EditorSchema.text, terminator: "") }
}

extension JSONSchemaDraft: ExpressibleByArgument {
    static let allValues = allCases.map(\.rawValue).joined(separator: " or ")
}
