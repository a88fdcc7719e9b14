import Foundation

/// Runs a validator that others wrote: a script in Python that answers a line for each line of its input.
public enum PythonOracle {
    /// The script ended with an error.
    public struct Failure: Error {
        /// How it ended.
        public let status: Int32
    }

    /// The answers; nil where Python or what the script imports is not installed, of which exit code 77 speaks.
    ///
    /// - Parameters:
    ///   - script: The script.
    ///   - schemas: What stands in the file that is its argument.
    ///   - input: What it reads.
    public static func answers(script: String, schemas: String, input: String) throws -> [Substring]? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "annals-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (program, file, lines) = (
            folder.appending(path: "oracle.py"), folder.appending(path: "schemas.json"), folder.appending(path: "input")
        )
        try Data(script.utf8).write(to: program)
        try Data(schemas.utf8).write(to: file)
        try Data(input.utf8).write(to: lines)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", program.path, file.path]
        process.standardInput = try FileHandle(forReadingFrom: lines)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 77 || process.terminationStatus == 127 { return nil }
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }
}
