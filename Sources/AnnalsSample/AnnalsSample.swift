import AnnalsProject
import AnnalsSampling
import Foundation

/// What the plugin for samples runs: schema files in, sample events of all their versions out, as Swift for tests.
///
/// `annals-generate` does not do this, because every user compiles it and it needs no interpreter.
@main
struct AnnalsSample {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else {
            FileHandle.standardError.write(Data("error: usage: annals-sample OUTPUT NAME FILE...\n".utf8))
            exit(2)
        }
        let (output, name) = (arguments[0], arguments[1])
        let project = Project(files: Array(arguments[2...]))
        FileHandle.standardError.write(Data(project.report(isColored: false).utf8))
        guard let schema = project.schema else { exit(1) }
        let text = Data(SampleFile(schema, name: name).text.utf8)
        // What is the same stays untouched, so that nothing is compiled anew.
        guard FileManager.default.contents(atPath: output) != text else { return }
        do {
            try text.write(to: URL(fileURLWithPath: output))
        } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(2)
        }
    }
}
