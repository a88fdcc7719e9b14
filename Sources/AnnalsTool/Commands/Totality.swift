import AnnalsInterpreter
import AnnalsProject
import ArgumentParser
import Foundation

/// `annals totality`
struct Totality: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show which expressions can fail, with an input that makes them, and what to write instead.",
        discussion: """
            Tries valid payloads, at the edges of their constraints and random ones. States of aggregates and rows of
            projections are any that their fields allow, also those that no history leads to.

            EXAMPLE
              annals totality
              annals totality --strict             (fails when a step to a newer version can fail)
            """)

    /// How the report is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var options: SchemaOptions

    @Option(help: "How many inputs of each expression are tried.")
    var samples = 500

    @Option(help: "text for people, json for programs.")
    var format = Format.text

    @Flag(help: "Exit with 1 when the upcast of a type or event can fail.")
    var strict = false

    func validate() throws {
        guard (1...1_000_000).contains(samples) else {
            throw ValidationError("--samples is a number from 1 to 1000000")
        }
    }

    func run() throws {
        let (project, schema) = try Console.load(options.schemas)
        let report = TotalitySearch(schema, samples: samples).report()
        switch format {
        case .text:
            let isColored = Console.isTerminal(.standardOutput)
            print(TotalityTextPrinter(sources: project.texts, isColored: isColored).text(report), terminator: "")
        case .json: print(TotalityJSONPrinter().text(report), terminator: "")
        }
        if strict, report.hasFailingUpcasts { throw Console.findings }
    }
}
