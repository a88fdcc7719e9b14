import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsProject
import AnnalsSchema
import ArgumentParser
import Foundation

/// What all commands do with their input and output.
enum Console {
    /// Findings: the command did its work, and the answer is no.
    static let findings = ExitCode(CompatibilityReport.ExitCode.findings.rawValue)
    /// The schemas do not load, or a file cannot be read or written.
    static let failure = ExitCode(CompatibilityReport.ExitCode.notLoaded.rawValue)

    /// Whether a person is looking, and colour helps.
    static func isTerminal(_ handle: FileHandle) -> Bool {
        isatty(handle.fileDescriptor) != 0 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }

    /// Prints to the standard error.
    static func printError(_ text: String) {
        guard !text.isEmpty else { return }
        FileHandle.standardError.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
    }

    /// Ends the command because of a failure.
    static func fail(_ message: String) -> ExitCode {
        printError("error: \(message)")
        return failure
    }

    /// Ends the command because the system does not take what is written.
    static func fail(writing place: String, _ error: any Error) -> ExitCode {
        // Foundation wraps the error that has the words.
        let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError ?? error as NSError
        let words = cause.domain == NSPOSIXErrorDomain ? String(cString: strerror(CInt(cause.code))) : "\(error)"
        return fail("\(place) cannot be written: \(words)")
    }

    /// Ends the command because there is nothing of that name.
    ///
    /// - Parameter kind: What was looked for, such as `event`.
    static func unknown(_ name: String, _ kind: String, _ known: [String]) -> ExitCode {
        let advice =
            Suggestion.closest(to: name, in: known).map { "did you mean '\($0)'?" }
            ?? (known.isEmpty ? "there is none" : "there is \(known.joined(separator: ", "))")
        return fail("there is no \(kind) '\(VisibleText.line(name))'; \(advice)")
    }

    /// Loads a folder of schemas and prints what is wrong with them; for GitHub also in the way that it shows in place.
    static func load(_ folder: String, _ format: ReportFormat = .text) throws -> (project: Project, schema: Schema) {
        let project = Project(folder: folder)
        printError(project.report(isColored: isTerminal(.standardError)))
        if format == .github { print(DiagnosticGitHubPrinter().text(project.diagnostics), terminator: "") }
        guard let schema = project.schema else { throw failure }
        return (project, schema)
    }

    /// Loads a folder for commands that look at what changes are held to, which has to be understood too.
    static func loadWithPolicy(
        _ folder: String, _ format: ReportFormat = .text
    ) throws -> (project: Project, schema: Schema) {
        let loaded = try load(folder, format)
        var diagnostics = Diagnostics()
        CompatibilityPolicy.check(loaded.project.configuration, diagnostics: &diagnostics)
        report(diagnostics, loaded.project.sources)
        if diagnostics.hasErrors { throw failure }
        return loaded
    }

    /// What printers of reports know beside the report.
    static func context(_ project: Project, _ baseline: Baseline, folder: String) -> ReportContext {
        ReportContext(
            sources: project.texts.merging(baseline.texts) { current, _ in current }, set: folder,
            root: FileManager.default.currentDirectoryPath, revision: baseline.revision,
            isColored: isTerminal(.standardOutput))
    }

    /// Prints a report, or writes it to a file and prints the text for people.
    static func show(
        _ report: CompatibilityReport, _ format: ReportFormat, _ context: ReportContext, output: String?
    ) throws {
        guard let output else { return print(format.text(report, context), terminator: "") }
        var plain = context
        plain.isColored = false
        do throws(OutputError) {
            try OutputFolder.replace(output, with: format.text(report, plain))
        } catch {
            throw fail(error.description)
        }
        print(ReportFormat.text.text(report, context), terminator: "")
    }
}
