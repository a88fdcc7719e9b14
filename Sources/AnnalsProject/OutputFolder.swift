public import AnnalsGeneration
import Foundation

/// Why a file cannot be written.
public struct OutputError: Error, CustomStringConvertible {
    /// What happened, where, and what to do.
    public let description: String
}

/// A folder of generated files.
public struct OutputFolder: Sendable {
    /// The path.
    public let path: String

    /// A folder at a path; it is created when the first file is written.
    public init(_ path: String) {
        self.path = path
    }

    /// What a writing did to the files.
    public struct Changes: Hashable, Sendable {
        /// Files whose text is new or has changed, as paths below the folder.
        public var written: [String] = []
        /// Files that were left as they are.
        public var unchanged: [String] = []
        /// Files that nothing generates any more.
        public var removed: [String] = []

        /// Creates a list of changes.
        public init(written: [String] = [], unchanged: [String] = [], removed: [String] = []) {
            self.written = written
            self.unchanged = unchanged
            self.removed = removed
        }
    }

    /// Writes files whose text differs from what is there. Each appears whole or not at all, and one whose text is the same
    /// keeps its date, so that nothing is compiled again.
    ///
    /// - Parameters:
    ///   - files: The files; a name is a path below the folder.
    ///   - isOwn: Which other files of the folder were written by an earlier run and are to be removed.
    /// - Throws: ``OutputError``.
    public func write(
        _ files: [GeneratedFile], removing isOwn: (String) -> Bool
    ) throws(OutputError) -> Changes {
        var changes = Changes()
        for file in files {
            let url = URL(filePath: path).appending(path: file.name)
            let data = Data(file.text.utf8)
            if (try? Data(contentsOf: url)) == data {
                changes.unchanged.append(file.name)
                continue
            }
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try data.write(to: url, options: .atomic)
            } catch {
                throw OutputError(description: "'\(url.path)' cannot be written: \(OutputFolder.reason(url, error))")
            }
            changes.written.append(file.name)
        }
        let expected = Set(files.map(\.name))
        for stale in existing() where !expected.contains(stale) && isOwn(stale) {
            try? FileManager.default.removeItem(at: URL(filePath: path).appending(path: stale))
            changes.removed.append(stale)
        }
        return changes
    }

    /// Replaces the text of a file, at once or not at all. A symbolic link stays one, and the file that it names changes.
    ///
    /// - Throws: ``OutputError``.
    public static func replace(_ path: String, with text: String) throws(OutputError) {
        let url = URL(filePath: path).resolvingSymlinksInPath()
        do {
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw OutputError(description: "'\(path)' cannot be written: \(reason(url, error))")
        }
    }

    /// Why a file cannot be written: a file where a folder is needed, no folder, or what the system says.
    private static func reason(_ url: URL, _ error: any Error) -> String {
        var folder = url.deletingLastPathComponent()
        let isMissing = !FileManager.default.fileExists(atPath: folder.path)
        let missing = "there is no folder '\(folder.path)'"
        while folder.pathComponents.count > 1 {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) {
                if !isFolder.boolValue { return "'\(folder.path)' is a file, not a folder" }
                break
            }
            folder.deleteLastPathComponent()
        }
        return isMissing ? missing : FileReader.reason(error)
    }

    /// Which files differ from what they should be; empty when the folder is fresh.
    public func stale(_ files: [GeneratedFile]) -> [String] {
        files.filter { file in
            (try? Data(contentsOf: URL(filePath: path).appending(path: file.name))) != Data(file.text.utf8)
        }.map(\.name)
    }

    private func existing() -> [String] {
        let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return found.sorted()
    }
}
