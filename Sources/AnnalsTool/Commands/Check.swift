import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsEditing
import AnnalsProject
import AnnalsSchema
import AnnalsVerification
import ArgumentParser
import Foundation

/// `annals check`
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say whether a change is safe; show an event that breaks when it is not.",
        discussion: """
            Compares with the lock file beside the schemas, and tries payloads of every version on their way to the newest.

            EXAMPLE
              annals check                              (against schemas/annals.lock)
              annals check --against git:origin/main    (what that revision has published)
              annals check schemas --against ../main/schemas
              annals check --format github              (findings show in the pull request)
              annals check --fix                        (an edited version becomes the next one)
              annals check --store app.sqlite           (findings say which stored events they touch)
              annals check --format sarif --output annals.sarif
            """)

    @OptionGroup var options: SchemaOptions

    @Option(
        help: ArgumentHelp(
            "What to compare with: a lock file, a folder of schemas, git:REVISION or git:REVISION:PATH.",
            discussion: """
                Where a folder or revision has a lock file, that says what is published; else everything there counts as \
                published. A revision is read without a checkout, and the clone may be shallow.
                """, valueName: "baseline"))
    var against: String?

    @Option(help: "How many payloads of each version are tried.")
    var samples = 2000

    @Option(help: "Chooses the random ones among them; the same number finds the same everywhere.")
    var seed: UInt64 = 1

    @Option(name: .customLong("time-limit"), help: "After how many seconds searches end; what is left is a finding.")
    var timeLimit = 300

    @Option(help: "An SQLite file with events: findings say which stored events and waiting commands they touch.")
    var store: String?

    @OptionGroup var day: DayOptions

    @Option(help: "How to print the report.")
    var format = ReportFormat.text

    @Option(name: .shortAndLong, help: "The file to write the report to; the text for people is printed besides.")
    var output: String?

    @Flag(
        help: ArgumentHelp(
            "Bring back published versions that were edited, and make the edit the next version.",
            discussion: """
                The published text is that of the baseline, or of git's HEAD without '--against'. What the new step loses is \
                stated under 'drop:'. Nothing is written unless the schemas load and pass.
                """))
    var fix = false

    @Flag(help: "With --fix: write nothing, show what would be done.")
    var dryRun = false

    func validate() throws {
        if dryRun, !fix { throw ValidationError("--dry-run needs --fix") }
        guard (1...1_000_000).contains(samples) else {
            throw ValidationError("--samples is a number from 1 to 1000000")
        }
        guard (1...86_400).contains(timeLimit) else {
            throw ValidationError("--time-limit is a number of seconds from 1 to 86400")
        }
    }

    func run() async throws {
        let (project, schema) = try load()
        let end = ContinuousClock.now + .seconds(timeLimit)
        let checker = CompatibilityChecker(
            samples: samples, seed: seed, isTimeUp: { ContinuousClock.now >= end }, today: day.today)
        let baseline = try Baseline.load(against, besides: options.schemas)
        func check(_ schema: Schema) -> CompatibilityReport {
            switch baseline.content {
            case .lock(let lock): checker.check(schema, project.configuration, lock: lock)
            case .schema(let baseline, let configuration):
                checker.check(schema, project.configuration, against: baseline, configuration)
            }
        }
        var report = check(schema)
        if fix { return try mend(report, project, check) }
        report.baseline = baseline.name
        if let store {
            report = report.noting(try await StoreOption.verify(store, StoreVerifier(schema)))
            if report.concernsOutbox { report = report.noting(try await StoreOption.outbox(store, schema)) }
        }
        try Console.show(
            report, format, Console.context(project, baseline, folder: options.schemas), output: output)
        if report.exitCode != .compatible { throw ExitCode(report.exitCode.rawValue) }
    }

    /// Does what `--fix` says.
    private func mend(
        _ report: CompatibilityReport, _ project: Project, _ check: (Schema) -> CompatibilityReport
    ) throws {
        guard !report.failures.isEmpty else { return print("nothing to fix") }
        let sources = project.sources.filter { SchemaFolder.isSchemaName($0.name) }
        let published = try Baseline.published(against, besides: options.schemas)
        let fixes = CheckFixes(report, in: sources, published: published, check: check)
        fixes.steps.forEach { print($0) }
        if fixes.rest.hasErrors {
            Console.report(fixes.rest, fixes.reached)
            throw Console.fail(
                "nothing was written, because this would be left; its lines are those behind the fixes above")
        }
        if !dryRun { try Console.write(fixes.files) }
        fixes.left.forEach { Console.printError("not fixed: \($0)") }
        if !fixes.left.isEmpty { throw Console.findings }
    }

    /// The schemas that are checked. Beside a baseline it is said which side does not load.
    private func load() throws -> (project: Project, schema: Schema) {
        do {
            return try Console.loadWithPolicy(options.schemas, format)
        } catch {
            if let against {
                _ = Console.fail(
                    "the schemas in '\(options.schemas)' do not load, so nothing was compared with '\(against)': correct them "
                        + "first")
            }
            throw error
        }
    }
}
