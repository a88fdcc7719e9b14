import AnnalsDiagnostics
import AnnalsEditing
import AnnalsProject
import AnnalsSchema
import ArgumentParser

/// `annals new-version`
struct StartVersion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-version",
        abstract: "Start the next version of an event or a type with a copy of the newest.",
        discussion: """
            The copy loads as it is. Change its fields; comments below it show where to say how they come to be.

            EXAMPLE
              annals new-version OrderCreated
              annals new-version Address schemas
            """)

    @Argument(help: "The event or type.")
    var name: String

    @OptionGroup var options: SchemaOptions

    func run() throws {
        let (project, _) = try Console.load(options.schemas)
        let sources = project.sources.filter { SchemaFolder.isSchemaName($0.name) }
        var diagnostics = Diagnostics()
        guard let version = NewVersion.edits(name, in: sources, diagnostics: &diagnostics) else {
            Console.report(diagnostics, sources)
            throw Console.failure
        }
        try Console.write(SourceEdit.apply(version.edits, to: sources), in: sources)
        print("\(name)@\(version.number) is a copy of \(name)@\(version.number - 1): change it in \(version.path)")
        if version.references > 0 {
            let places = version.references == 1 ? "1 place" : "\(version.references) places"
            print("\(places) that named '\(name)' now name \(name)@1")
        }
    }
}
