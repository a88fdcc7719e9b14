import Foundation
import JSONTrials

/// The process that tests kill, or let append beside others.
enum WorkerProcess {
    /// A process that was not begun yet.
    static func make(_ arguments: [String]) -> Process {
        let process = Process()
        process.executableURL = ProductFolder.url.appending(path: "CrashWorker")
        process.arguments = arguments
        return process
    }

    /// A number that the environment gives.
    static func setting(_ name: String, usually value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }
}
