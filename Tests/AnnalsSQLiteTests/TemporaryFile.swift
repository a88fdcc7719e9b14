import Foundation

/// A directory of its own for a test, removed with it.
final class TemporaryFile: Sendable {
    let directory: String
    /// A file in it that does not exist yet.
    var path: String { directory + "/events.sqlite" }

    /// - Parameter inMemory: Whether it need not be on a disk.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm/"
        let place =
            inMemory && FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        directory = place + "annals-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }
}
