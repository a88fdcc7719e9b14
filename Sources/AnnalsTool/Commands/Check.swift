import AnnalsCompatibility
import AnnalsProject
import AnnalsSchema
import ArgumentParser
import Foundation

/// `annals check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether a change is safe; show an event that breaks when it is not.",
        discussion: """
            Compares with the lock file beside the schemas, and tries payloads of every version on their way to the newest.

            EXAMPLE
              annals check                         (against schemas/annals.lock)
              annals check schemas --against ../main/schemas
              annals check --format github         (in a workflow: findings show in the pull request)
              annals check --format sarif --output annals.sarif
            """)

    @OptionGroup var options: SchemaOptions

    @Option(help: "A lock file or a folder of schemas to compare with.")
    var against: String?

    @Option(help: "How many payloads of each version are tried.")
    var samples = 2000

    @Option(help: "Chooses the random ones among them; the same number finds the same everywhere.")
    var seed: UInt64 = 1

    @Option(name: .customLong("time-limit"), help: "After how many seconds searches end; what is left is a finding.")
    var timeLimit = 300

    @OptionGroup var day: DayOptions

    @Option(help: "How to print the report.")
    var format = ReportFormat.text

    @Option(name: .shortAndLong, help: "The file to write the report to; the text for people is printed besides.")
    var output: String?

    func validate() throws {
        guard (1...1_000_000).contains(samples) else {
            throw ValidationError("--samples is a number from 1 to 1000000")
        }
        guard (1...86_400).contains(timeLimit) else {
            throw ValidationError("--time-limit is a number of seconds from 1 to 86400")
        }
    }

    func run() throws {
        let (project, schema) = try Console.loadWithPolicy(options.schemas, format)
        let end = ContinuousClock.now + .seconds(timeLimit)
        let checker = CompatibilityChecker(
            samples: samples, seed: seed, isTimeUp: { ContinuousClock.now >= end }, today: day.today)
        let baseline = try Baseline.load(against, besides: options.schemas)
        let report =
            switch baseline.content {
            case .lock(let lock): checker.check(schema, project.configuration, lock: lock)
            case .schema(let baseline, let configuration):
                checker.check(schema, project.configuration, against: baseline, configuration)
            }
        try Console.show(
            report, format, Console.context(project, baseline, folder: options.schemas), output: output)
        if report.exitCode != .compatible { throw ExitCode(report.exitCode.rawValue) }
    }
}
