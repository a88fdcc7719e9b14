import AnnalsDiagnostics
import AnnalsGeneration
public import AnnalsImport
import AnnalsJSON
import AnnalsProject
import AnnalsSchema
public import ArgumentParser
import Foundation

/// `annals import`
struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring schemas of other languages into ours.", subcommands: [ImportJSONSchema.self])
}

/// `annals import json-schema`
struct ImportJSONSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "json-schema",
        abstract: "Bring JSON Schema (draft 7 and 2020-12) into our YAML, and say what had to be left out.",
        discussion: """
            What our types cannot say is left out. Each such keyword is shown with its place, whether our type accepts \
            more or less without it, and why. Without --type and --event a file becomes an event that is named after it.

            EXAMPLE
              annals import json-schema contracts/order-placed.json > schemas/order-placed.yaml
              annals import json-schema contracts/*.json --output schemas
              annals import json-schema address.json --type Address --strict
            """)

    @Argument(help: "JSON Schema files.", completion: .file(extensions: ["json"]))
    var files: [String]

    @Option(help: "Make the schema a type with this name.")
    var type: String?

    @Option(help: "Make the schema an event with this name.")
    var event: String?

    @Option(help: "The aggregate of the event; by default named after the field that identifies it.")
    var aggregate: String?

    @Option(help: "The field that identifies the aggregate; by default the first one whose name ends with 'id'.")
    var id: String?

    @Flag(help: "Make every schema a type that is named after its file.")
    var types = false

    @Option(help: "The namespace of the file that is written.")
    var namespace: String?

    @Option(help: "Whether 'format' makes a type of ours or is a remark: \(FormatReading.allValues).")
    var formats = FormatReading.assertions

    @Option(help: "The version of JSON Schema of a file that does not name one: \(JSONSchemaDraft.allValues).")
    var draft = JSONSchemaDraft.draft2020

    @Option(name: .shortAndLong, help: "The folder to write to; by default the file is printed.")
    var output: String?

    @Flag(help: "Fail when what is left out changes which values are accepted; nothing is written then.")
    var strict = false

    /// The most bytes of a file that are read.
    private static let maximumSize = 16 << 20

    func validate() throws {
        if type != nil && event != nil || types && (type != nil || event != nil) {
            throw ValidationError("use one of --type, --event and --types")
        }
        if files.count > 1, type != nil || event != nil {
            throw ValidationError(
                "--type and --event name what one file becomes; several files are named after themselves")
        }
        if files.count > 1, output == nil {
            throw ValidationError("several files need a folder to be written to: use --output")
        }
    }

    func run() throws {
        let imported = JSONSchemaImport.read(try files.map { (options(for: $0), try read($0)) })
        for (file, result) in zip(files, imported) {
            Console.printError(ImportReport(result, file: file).text)
            Console.printError(DiagnosticTextPrinter().text(result.diagnostics))
        }
        if imported.contains(where: { $0.schema == nil }) { throw Console.failure }
        if strict, imported.contains(where: { $0.losses.contains(where: \.changesVerdicts) }) { throw Console.findings }
        let results = zip(files, imported).map { file, result in
            GeneratedFile(name: ImportedName.file(forFile: file), text: result.text)
        }
        guard let output else { return results.forEach { print($0.text, terminator: "") } }
        do throws(OutputError) {
            let changes = try OutputFolder(output).write(results) { _ in false }
            changes.written.forEach { print("wrote \(output)/\($0)") }
            changes.unchanged.forEach { print("unchanged \(output)/\($0)") }
        } catch {
            throw Console.fail(error.description)
        }
    }

    private func read(_ file: String) throws -> JSONValue {
        var diagnostics = Diagnostics()
        guard let bytes = FileReader.read(file, limit: ImportJSONSchema.maximumSize, &diagnostics) else {
            Console.printError(DiagnosticTextPrinter().text(diagnostics))
            throw Console.failure
        }
        do throws(JSONSyntaxError) {
            return try JSONValue(parsing: bytes)
        } catch {
            throw Console.fail("\(file):\(error.line):\(error.column): this is no JSON: \(error.reason)")
        }
    }

    private func options(for file: String) -> JSONSchemaImport {
        let name = ImportedName.type(forFile: file)
        let root: JSONSchemaImport.Root =
            types ? .type(name) : type.map { .type($0) } ?? .event(event ?? name, aggregate: aggregate, id: id)
        return JSONSchemaImport(root: root, formats: formats, draft: draft, namespace: namespace, file: file)
    }
}

extension FormatReading: ExpressibleByArgument {
    static let allValues = allCases.map(\.rawValue).joined(separator: " or ")
}
