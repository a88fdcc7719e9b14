import AnnalsDiagnostics
import AnnalsEditing
import AnnalsProject
import AnnalsSchema
import ArgumentParser

/// `annals fix`
struct Fix: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Correct what is known to be meant: mistyped names, and losses that have to be stated.",
        discussion: """
            Writes 'drop:' for fields that no step reads, and the name that a mistyped one is near to. No value is ever
            invented. Nothing is written unless the schemas load afterwards.

            EXAMPLE
              annals fix
              annals fix --dry-run             (shows what it would do)
            """)

    @OptionGroup var options: SchemaOptions

    @Flag(help: "Write nothing; show what would be done.")
    var dryRun = false

    func run() throws {
        var diagnostics = Diagnostics()
        let sources = SchemaFolder(options.schemas).sources(&diagnostics)
        Console.report(diagnostics, sources)
        if diagnostics.hasErrors { throw Console.failure }
        let fixes = SchemaFixes(sources)
        fixes.steps.forEach { print($0) }
        if fixes.rest.hasErrors {
            Console.report(fixes.rest, EditedFile.replacing(fixes.files, in: sources))
            throw Console.fail(
                fixes.files.isEmpty
                    ? "there is no fix for this"
                    : "nothing was written, because this would be left; its lines are those "
                        + "behind the fixes above")
        }
        guard !fixes.files.isEmpty else {
            print("nothing to fix")
            return
        }
        if !dryRun { try Console.write(fixes.files) }
    }
}
