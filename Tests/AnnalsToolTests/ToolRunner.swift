import Foundation
import JSONTrials

/// Runs shell commands that find the `annals` that was built with these tests.
enum ToolRunner {
    /// The folder of this package.
    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The same commits with the same ids whoever runs the tests, and nobody's settings.
    private static let git = [
        "GIT_DEFAULT_HASH": "sha1", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_AUTHOR_NAME": "Ada",
        "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_COMMITTER_NAME": "Ada",
        "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    ]

    /// Whether there is a git.
    static let hasGit: Bool = {
        let folder = FileManager.default.temporaryDirectory
        return (try? run("git --version", in: folder).status) == 0
    }()

    /// The status of a command and what it printed on both streams, errors first.
    static func run(_ command: String, in folder: URL) throws -> (status: Int32, output: String) {
        let (process, output) = try start(command, in: folder)
        let data = output.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// A command that runs, and what it prints.
    static func start(_ command: String, in folder: URL) throws -> (process: Process, output: FileHandle) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        process.currentDirectoryURL = folder
        // The help is folded to the width of the terminal; without one a fixed width counts.
        process.environment = [
            "PATH": "\(ProductFolder.url.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "COLUMNS": "100", "TERM": "dumb",
            "ANNALS_PACKAGE": package.path,
        ].merging(git) { $1 }
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return (process, pipe.fileHandleForReading)
    }
}
