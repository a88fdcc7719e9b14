public import Foundation

/// A file that appears when it is whole: until then it is written under another name beside its place.
public final class PendingFile {
    /// What is written to.
    public let handle: FileHandle
    private let place: URL
    private let draft: URL
    private var isCommitted = false

    /// Begins a file.
    ///
    /// - Throws: What the system says when nothing can be written beside the place.
    public init(_ path: String) throws {
        place = URL(fileURLWithPath: path).resolvingSymlinksInPath()
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: place.path, isDirectory: &isDirectory), isDirectory.boolValue {
            throw POSIXError(.EISDIR)
        }
        draft = place.deletingLastPathComponent().appending(path: ".\(place.lastPathComponent).\(UUID().uuidString)")
        try Data().write(to: draft)
        handle = try FileHandle(forWritingTo: draft)
    }

    /// Puts the file in its place. Afterwards it survives a power failure, as far as the disk keeps what it says.
    ///
    /// - Parameter replacing: Whether it takes the place of a file that is there; else that is an error.
    /// - Throws: What the system says; the place is as it was then.
    public func commit(replacing: Bool = true) throws {
        try handle.synchronize()
        try handle.close()
        // A link fails where there is a file, and a rename does not.
        let outcome = replacing ? rename(draft.path, place.path) : link(draft.path, place.path)
        guard outcome == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        if !replacing { unlink(draft.path) }
        isCommitted = true
        let folder = open(place.deletingLastPathComponent().path, O_RDONLY)
        guard folder >= 0 else { return }
        defer { close(folder) }
        // Not every file system can do it; those that need it can.
        fsync(folder)
    }

    deinit {
        if !isCommitted { try? FileManager.default.removeItem(at: draft) }
    }
}
