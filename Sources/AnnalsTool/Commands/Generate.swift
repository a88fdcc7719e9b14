import AnnalsProject
import ArgumentParser
import Foundation

/// `annals generate`
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write Swift and JSON Schema for a reviewer to see.",
        discussion: """
            What `swift build` compiles comes from the build-tool plugin; this folder shows it in a diff.

            EXAMPLE
              annals generate schemas --output Generated
              annals generate --check          (in CI: fails when the folder is stale)
            """)

    @OptionGroup var options: SchemaOptions

    @Option(name: .shortAndLong, help: "The folder to write to.")
    var output = "Generated"

    @Flag(help: "Write nothing; fail when a file is not what it should be.")
    var check = false

    func run() throws {
        var (project, _) = try Console.load(options.schemas)
        guard let files = project.generatedTree() else {
            Console.printError(project.report(isColored: Console.isTerminal(.standardError)))
            throw Console.failure
        }
        let folder = OutputFolder(output)
        if check {
            let stale = folder.stale(files)
            guard stale.isEmpty else {
                stale.forEach { print("stale: \(output)/\($0)") }
                print("run 'annals generate \(options.schemas) --output \(output)' and commit the result")
                throw Console.findings
            }
            print("\(files.count) files are fresh")
            return
        }
        do {
            let changes = try folder.write(files) { $0.hasSuffix(".generated.swift") || $0.hasSuffix(".schema.json") }
            changes.written.forEach { print("wrote \(output)/\($0)") }
            changes.removed.forEach { print("removed \(output)/\($0)") }
            print("\(files.count) files, \(changes.written.count) written, \(changes.unchanged.count) unchanged")
        } catch {
            throw Console.fail(error.description)
        }
    }
}
