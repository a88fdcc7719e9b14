import Foundation

/// Runs shell commands that find the `annals` that was built with these tests.
enum ToolRunner {
    /// The folder of built products: that of the test bundle.
    private static let products: URL = {
        #if canImport(Darwin)
            let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
            if let bundle { return bundle.bundleURL.deletingLastPathComponent() }
        #endif
        return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().standardizedFileURL
    }()

    /// The status of a command and what it printed on both streams, errors first.
    static func run(_ command: String, in folder: URL) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        // The help is folded to the width of the terminal; without one a fixed width counts.
        process.environment = [
            "PATH": "\(products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "COLUMNS": "100", "TERM": "dumb",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
