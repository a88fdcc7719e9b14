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

    /// Puts the file in its place, instead of one that is there.
    public func commit() throws {
        try handle.synchronize()
        try handle.close()
        guard rename(draft.path, place.path) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        isCommitted = true
    }

    deinit {
        if !isCommitted { try? FileManager.default.removeItem(at: draft) }
    }
}
