import Foundation

/// The process that tests kill, or let append beside others.
enum WorkerProcess {
    /// The folder of built products: that of the test bundle.
    private static let folder: URL = {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            if let bundle { return bundle.bundleURL.deletingLastPathComponent() }
        #endif
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
    }()

    /// A process that was not begun yet.
    static func make(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = folder.appending(path: "CrashWorker")
        process.arguments = arguments
        return process
    }

    /// A number that the environment gives.
    static func setting(_ name: String, usually value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }
}
