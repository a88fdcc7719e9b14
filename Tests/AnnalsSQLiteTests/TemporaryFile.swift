import Foundation

/// A directory of its own for a test, removed with it.
final class TemporaryFile: Sendable {
    let directory: String
    /// A file in it that does not exist yet.
    var path: String { directory + "/events.sqlite" }

    init() throws {
        directory = NSTemporaryDirectory() + "annals-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }
}
