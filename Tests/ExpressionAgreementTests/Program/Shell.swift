import Foundation

/// Runs a command with files for its input and output, so that no pipe can fill up.
enum Shell {
    static func run(
        _ arguments: [String], input: URL? = nil, in folder: URL
    ) throws -> (status: Int32, output: String) {
        let log = folder.appending(path: "output-\(UUID().uuidString).txt")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = try input.map { try FileHandle(forReadingFrom: $0) } ?? FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        let data = try Data(contentsOf: log)
        try FileManager.default.removeItem(at: log)
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}
