import Foundation

/// Runs git's plumbing, which neither asks, nor colours, nor applies a repository's filters.
struct GitCommand {
    /// The folder in which it runs.
    let folder: String

    /// What git printed and how it ended.
    struct Result {
        var status: Int32
        var output: [UInt8]
        /// What git complained about, in its own words.
        var complaint: String

        /// The output as text without line breaks at its end; empty when it is not UTF-8.
        var text: String {
            var bytes = output[...]
            while bytes.last == 0x0A { bytes.removeLast() }
            return String(validating: bytes, as: UTF8.self) ?? ""
        }
    }

    /// The status with which `env` says that there is no such program.
    private static let notFound: Int32 = 127

    /// Runs git to its end. The arguments are passed as they are, never through a shell.
    ///
    /// - Parameter input: What git reads from its standard input.
    /// - Throws: ``GitRevision/Failure`` when git cannot be started.
    func run(_ arguments: [String], input: String = "") throws(GitRevision.Failure) -> Result {
        let files: (input: URL, complaint: URL)
        let output = Pipe()
        let process = Process()
        let scratch = FileManager.default.temporaryDirectory.appending(path: "annals-git-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        do {
            // Files, not pipes: git may write while it reads, and nobody waits for the other then.
            try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
            files = (scratch.appending(path: "input"), scratch.appending(path: "complaint"))
            try Data(input.utf8).write(to: files.input)
            try Data().write(to: files.complaint)
            process.standardInput = try FileHandle(forReadingFrom: files.input)
            process.standardError = try FileHandle(forWritingTo: files.complaint)
            process.standardOutput = output
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["git", "-C", folder] + arguments
            process.environment = ProcessInfo.processInfo.environment.merging([
                "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
            ]) { $1 }
            try process.run()
        } catch {
            throw GitRevision.Failure(
                message: "git cannot be run: \(FileReader.reason(error))", advice: GitCommand.install)
        }
        // Nil stands for the end; what cannot be read is missing below.
        let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus != GitCommand.notFound else {
            throw GitRevision.Failure(message: "git is not installed, or not in the PATH", advice: GitCommand.install)
        }
        let complaint = (try? Data(contentsOf: files.complaint)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Result(status: process.terminationStatus, output: Array(bytes), complaint: complaint)
    }

    private static let install = "install git, or compare with a lock file or a folder of schemas instead"
}
