public import AnnalsDiagnostics
import Foundation

/// Reads whole files, and says in a sentence why one cannot be read.
public enum FileReader {
    /// Reads a file.
    ///
    /// - Parameter limit: The most bytes that are read; a larger file is refused before any of it is.
    /// - Returns: The content, or nil with a report.
    public static func read(_ path: String, limit: Int, _ diagnostics: inout Diagnostics) -> [UInt8]? {
        let place = SourceLocation(file: path, line: 1, column: 1)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            diagnostics.error("project.no-file", "there is no file '\(path)'", at: nil)
            return nil
        }
        guard !isFolder.boolValue else {
            diagnostics.error(
                "project.not-a-file", "'\(path)' is a folder, not a file", at: nil,
                suggestion: "name a file in it, or rename the folder")
            return nil
        }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            diagnostics.error(
                "project.unreadable", "the file cannot be read", at: place, suggestion: "look at its permissions")
            return nil
        }
        defer { try? handle.close() }
        // One byte more than allowed is enough to know, however large the file is.
        let data: Data
        do {
            // Nil stands for the end of the file.
            data = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            diagnostics.error(
                "project.unreadable", "the file cannot be read: \(FileReader.reason(error))", at: place)
            return nil
        }
        guard data.count <= limit else {
            diagnostics.error(
                "project.too-large", "the file has more than the \(limit) bytes that are read", at: place,
                suggestion: "split it into several files")
            return nil
        }
        return Array(data)
    }

    /// What the system says about a failure, which Foundation hides behind a number.
    static func reason(_ error: any Error) -> String {
        var error = error as NSError
        while let underlying = error.userInfo[NSUnderlyingErrorKey] as? NSError { error = underlying }
        return error.domain == NSPOSIXErrorDomain
            ? String(cString: strerror(Int32(truncatingIfNeeded: error.code))) : error.localizedDescription
    }
}
