import AnnalsDiagnostics
import AnnalsEditing
import AnnalsProject
import ArgumentParser
import Foundation

/// `annals lint`
struct Lint: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what loads and works, and still should not stay so: names, descriptions, leftovers.",
        discussion: """
            'lint: { description: off }' in annals.yaml switches a rule off; 'annals explain RULE' says why it is there.

            EXAMPLE
              annals lint
              annals lint --format github      (in a workflow: findings show in the pull request)
            """)

    /// How findings are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, github
    }

    @OptionGroup var options: SchemaOptions

    @Option(help: "text for people, github for annotations of a workflow.")
    var format = Format.text

    func run() throws {
        let (project, schema) = try Console.load(options.schemas)
        var diagnostics = Diagnostics()
        let rules = SchemaLint.rules(project.configuration, diagnostics: &diagnostics)
        Console.report(diagnostics, project.sources)
        if diagnostics.hasErrors { throw Console.failure }
        let findings = SchemaLint.findings(schema, rules: rules)
        switch format {
        case .text:
            let isColored = Console.isTerminal(.standardOutput)
            print(
                DiagnosticTextPrinter(sources: project.texts, isColored: isColored).text(findings), terminator: "")
            print(DiagnosticTextPrinter.summary(findings) ?? "nothing to complain about")
        case .github: print(DiagnosticGitHubPrinter().text(findings), terminator: "")
        }
        if !findings.all.isEmpty { throw Console.findings }
    }
}
