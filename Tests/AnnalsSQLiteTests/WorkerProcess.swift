import Foundation
import JSONTrials
import Testing

/// The process that tests kill, or let append beside others.
enum WorkerProcess {
    /// A process that was not begun yet.
    static func make(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = ProductFolder.url.appending(path: "CrashWorker")
        process.arguments = arguments
        return process
    }

    /// Begins a process and kills it so many milliseconds after it began to write. Gives the whole lines that it wrote.
    @discardableResult
    static func kill(_ arguments: [String], after milliseconds: Int) throws -> [String] {
        let process = make(arguments)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        var bytes = pipe.fileHandleForReading.availableData
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        Foundation.kill(process.processIdentifier, SIGKILL)
        bytes += pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    /// A number that the environment gives.
    static func setting(_ name: String, usually value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }
}
