import AnnalsDiagnostics
import AnnalsEditing
import AnnalsGeneration
import AnnalsProject
import AnnalsSchema
import ArgumentParser

/// `annals fmt`
struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Write the schema files in one form: indentation, quotes, order of known keys, empty lines.",
        discussion: """
            Comments and meaning stay: every file is read again before it is written.

            EXAMPLE
              annals fmt
              annals fmt --check               (in CI: fails when a file is not in that form)
            """)

    @OptionGroup var options: SchemaOptions

    @Flag(help: "Write nothing; fail when a file would change.")
    var check = false

    func run() throws {
        var diagnostics = Diagnostics()
        let sources = SchemaFolder(options.schemas).sources(&diagnostics)
        var changed: [EditedFile] = []
        for source in sources {
            guard let text = SchemaFormatter.format(source, diagnostics: &diagnostics) else { continue }
            if Array(text.utf8) != source.bytes { changed.append(EditedFile(path: source.path, text: text)) }
        }
        Console.report(diagnostics, sources)
        if check {
            changed.forEach { print("not formatted: \($0.path)") }
            if !changed.isEmpty { print("run 'annals fmt \(options.schemas)' and commit the result") }
        } else {
            try Console.write(changed)
        }
        if diagnostics.hasErrors { throw Console.failure }
        if check, !changed.isEmpty { throw Console.findings }
        let count = sources.count == 1 ? "1 file" : "\(sources.count) files"
        print(changed.isEmpty ? "\(count), nothing to change" : "\(count), \(changed.count) changed")
    }
}
