import Foundation

/// `ToolchainBenchmark yaml FILE`, `generator FILE…` and `check EVENTS VERSIONS`: what the parts of a run cost, as lines
/// of a name and milliseconds of CPU time. `Benchmarks/run` makes the workload and prints the ratios.
@main
struct ToolchainBenchmark {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        let paths = Array(arguments.dropFirst())
        do {
            switch arguments.first {
            case "yaml" where paths.count == 1: try YAMLWork(path: paths[0]).measure()
            case "generator" where !paths.isEmpty: try GeneratorWork(paths: paths).measure()
            case "check" where paths.count == 2:
                try CheckWork(events: Int(paths[0]) ?? 1, versions: Int(paths[1]) ?? 1).measure()
            default:
                throw WorkFailure(
                    description: "usage: ToolchainBenchmark yaml FILE | generator FILE… | check EVENTS VERSIONS")
            }
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }
}

/// What a part of a run could not do.
struct WorkFailure: Error, CustomStringConvertible {
    let description: String
}
