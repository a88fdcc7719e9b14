import AnnalsProject
import Foundation

/// What the build-tool plugin runs: schema files in, Swift files out. People use `annals`.
@main
struct AnnalsGenerate {
    static func main() {
        do {
            let arguments = try GenerateArguments(Array(CommandLine.arguments.dropFirst()))
            var project = Project(files: arguments.schemas, configuration: arguments.configuration)
            let files = project.swiftFiles(sqlite: arguments.sqlite)
            FileHandle.standardError.write(Data(project.report(isColored: false).utf8))
            guard let files else { exit(1) }
            _ = try OutputFolder(arguments.output).write(files) { path in
                path.hasSuffix(".generated.swift")
            }
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }
}
