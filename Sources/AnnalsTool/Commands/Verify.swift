import AnnalsVerification
import ArgumentParser

/// `annals verify`
struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Take every stored event through the validators and upcasters of the schemas; show which cannot be read.",
        discussion: """
            Run it before new code is deployed. The file is only read; a program may write to it meanwhile. Steps that are \
            Swift functions are not taken.

            EXAMPLE
              annals verify --store app.sqlite
              annals verify --store app.sqlite --format json
            """)

    /// How the report is printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @OptionGroup var options: SchemaOptions

    @OptionGroup var store: StoreOption

    @Option(help: "How many events that cannot be read are shown of each version.")
    var failures = 10

    @Option(help: "text for people, json for programs.")
    var format = Format.text

    func validate() throws {
        guard (0...1_000_000).contains(failures) else {
            throw ValidationError("--failures is a number from 0 to 1000000")
        }
    }

    func run() async throws {
        let (_, schema) = try Console.load(options.schemas)
        let report = try await store.verify(StoreVerifier(schema, failureLimit: failures))
        switch format {
        case .text: print(VerificationTextPrinter().text(report), terminator: "")
        case .json: print(VerificationJSONPrinter().text(report), terminator: "")
        }
        if report.failed > 0 { throw Console.findings }
    }
}
