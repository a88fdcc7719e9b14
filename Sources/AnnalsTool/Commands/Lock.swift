import AnnalsCompatibility
import AnnalsGeneration
import AnnalsProject
import AnnalsSchema
import ArgumentParser

/// `annals lock`
struct Lock: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish all versions: record their shapes, so that 'check' holds the schemas to them.",
        discussion: """
            EXAMPLE
              annals lock                 (writes schemas/annals.lock; commit it)
              annals lock --check         (before a release: fails when a version is still a draft)
            """)

    @OptionGroup var options: SchemaOptions

    @Flag(help: "Write nothing; fail when something is not published, or the lock file is not what it would be.")
    var check = false

    @Flag(help: "Accept changed upcasters, custom steps, changed commands and a weaker policy that were looked at.")
    var acknowledge = false

    @OptionGroup var day: DayOptions

    func run() throws {
        let (project, schema) = try Console.loadWithPolicy(options.schemas)
        let path = "\(options.schemas)/\(SchemaFolder.lockName)"
        let baseline = try Baseline.lock(path)
        let (lock, configuration) = (baseline.lock, project.configuration)
        let report = CompatibilityChecker(today: day.today).check(schema, configuration, lock: lock)
        let context = Console.context(project, baseline, folder: options.schemas)
        if check {
            print(ReportFormat.text.text(report, context), terminator: "")
            guard report.drafts.isEmpty else {
                let drafts = report.drafts.joined(separator: ", ")
                print("drafts: \(drafts); publish them with 'annals lock \(options.schemas)'")
                throw Console.findings
            }
            guard report.exitCode == .compatible else { throw Console.findings }
            guard let lock, lock.isAsWritten, lock.text == LockFile(publishing: schema, configuration).text else {
                print("\(path) is not what 'annals lock \(options.schemas)' would write: run that and commit it")
                throw Console.findings
            }
            return
        }
        let published: LockFile
        do throws(Publishing.Refusal) {
            published = try Publishing.publish(
                schema, report, configuration: configuration, acknowledging: acknowledge, file: path)
        } catch {
            print(ReportFormat.text.text(report, context), terminator: "")
            print(error)
            throw Console.findings
        }
        do throws(OutputError) {
            let file = GeneratedFile(name: SchemaFolder.lockName, text: published.text)
            let changes = try OutputFolder(options.schemas).write([file]) { _ in false }
            print("\(path): \(published.entries.count) entries, \(changes.written.isEmpty ? "unchanged" : "written")")
        } catch {
            throw Console.fail(error.description)
        }
    }
}
