import Foundation

/// A commit of a git repository, whose files are read without a checkout.
public struct GitRevision: Sendable {
    /// The revision as the user wrote it, such as `origin/main`.
    public let name: String
    /// The full id of the commit.
    public let commit: String
    private let git: GitCommand

    /// Why something cannot be read from git, and what to do.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong.
        public var message: String
        /// What to do about it.
        public var advice: String

        /// Both in one sentence.
        public var description: String { "\(message); \(advice)" }
    }

    /// Looks a revision up.
    ///
    /// - Parameters:
    ///   - name: Anything that names a commit: a branch, a tag, `HEAD~3`, an id.
    ///   - folder: A folder in the repository.
    /// - Throws: ``Failure`` when there is no git, no repository or no such commit.
    public init(_ name: String, in folder: String) throws(Failure) {
        // What begins with a hyphen would be an option for git.
        let isName = !name.isEmpty && !name.hasPrefix("-") && name.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        guard isName else {
            throw Failure(
                message: "'\(name)' is no git revision",
                advice: "name a branch, a tag or a commit, such as 'git:origin/main'")
        }
        let git = GitCommand(folder: folder)
        let repository = try git.run(["rev-parse", "--git-dir"])
        guard repository.status == 0 else { throw GitRevision.noRepository(folder, repository.complaint) }
        let found = try git.run(["rev-parse", "--verify", "--quiet", "\(name)^{commit}"])
        guard found.status == 0 else { throw try GitRevision.missing(name, git) }
        self.name = name
        self.git = git
        commit = found.text
    }

    /// The first digits of the commit's id.
    public var shortCommit: String { String(commit.prefix(7)) }

    /// The path of the folder in which the revision was looked up, from the root of the repository; empty for the root.
    ///
    /// - Throws: ``Failure`` when git does not know.
    public func pathOfFolder() throws(Failure) -> String {
        let prefix = try git.run(["rev-parse", "--show-prefix"])
        guard prefix.status == 0 else { throw unreadable("", prefix.complaint) }
        return GitPath.normal(prefix.text) ?? ""
    }

    /// What stands at a path.
    public enum Item: Hashable, Sendable {
        /// A file with its content.
        case file([UInt8])
        /// A folder with the names in it, sorted.
        case folder([String])
    }

    /// Reads a file, or the names in a folder. Symbolic links are followed as far as they stay in the repository.
    ///
    /// - Parameters:
    ///   - path: The path from the root of the repository; empty for the root.
    ///   - limit: The most bytes of a file that are read.
    /// - Returns: What stands there; nil when nothing does.
    /// - Throws: ``Failure`` when git cannot read it.
    public func item(_ path: String, limit: Int) throws(Failure) -> Item? {
        guard let object = try objects([path]).first ?? nil else { return nil }
        guard object.isFolder else { return .file(try contents([(path, object)], limit: limit)[0]) }
        return .folder(try names(in: object, path))
    }

    /// Reads several files with two runs of git.
    ///
    /// - Parameter limit: The most bytes of a file that are read.
    /// - Throws: ``Failure`` when git cannot read one, or it is no file.
    public func files(_ paths: [String], limit: Int) throws(Failure) -> [[UInt8]] {
        var found: [(path: String, object: Object)] = []
        for (path, object) in zip(paths, try objects(paths)) {
            guard let object, !object.isFolder else { throw unreadable(path, "it is no file that is here") }
            found.append((path, object))
        }
        return try contents(found, limit: limit)
    }

    // MARK: - Objects

    private struct Object {
        var id: String
        var isFolder: Bool
        var size: Int
    }

    /// What stands at paths; nil where nothing does.
    private func objects(_ paths: [String]) throws(Failure) -> [Object?] {
        // A line break would end the request.
        if let path = paths.first(where: { $0.unicodeScalars.contains("\n") }) {
            throw unreadable(path, "its name has a line break")
        }
        let input = paths.map { "\(commit):\($0)\n" }.joined()
        let result = try git.run(["cat-file", "--batch-check", "--follow-symlinks"], input: input)
        guard result.status == 0 else { throw unreadable(paths.first ?? "", result.complaint) }
        var objects: [Object?] = []
        var lines = result.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while objects.count < paths.count, let line = lines.popFirst() {
            let words = line.split(separator: " ")
            if words.count == 3, ["blob", "tree"].contains(words[1]), let size = Int(words[2]) {
                objects.append(Object(id: String(words[0]), isFolder: words[1] == "tree", size: size))
                continue
            }
            objects.append(nil)
            // A link that leads nowhere is answered with a second line, where it leads.
            if words.count == 2, ["dangling", "symlink", "loop", "notdir"].contains(words[0]) {
                lines = lines.dropFirst()
            }
        }
        guard objects.count == paths.count else { throw unreadable(paths.first ?? "", result.complaint) }
        return objects
    }

    /// The content of files, in the order of the request.
    private func contents(_ files: [(path: String, object: Object)], limit: Int) throws(Failure) -> [[UInt8]] {
        if let large = files.first(where: { $0.object.size > limit }) {
            throw unreadable(large.path, "it has more than the \(limit) bytes that are read")
        }
        let input = files.map { "\($0.object.id)\n" }.joined()
        let result = try git.run(["cat-file", "--batch"], input: input)
        guard result.status == 0 else { throw unreadable(files.first?.path ?? "", result.complaint) }
        var rest = result.output[...]
        var contents: [[UInt8]] = []
        for file in files {
            // A line with id, type and size, the bytes, and a line break.
            guard let end = rest.firstIndex(of: 0x0A),
                rest.distance(from: end, to: rest.endIndex) > file.object.size + 1
            else { throw unreadable(file.path, result.complaint) }
            contents.append(Array(rest[(end + 1)..<(end + 1 + file.object.size)]))
            rest = rest[(end + 2 + file.object.size)...]
        }
        return contents
    }

    private func names(in folder: Object, _ path: String) throws(Failure) -> [String] {
        // Without '--full-tree' git shows only what is in the folder of the same name as the one in which it runs.
        let result = try git.run(["ls-tree", "-z", "--name-only", "--full-tree", folder.id])
        guard result.status == 0 else { throw unreadable(path, result.complaint) }
        return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.sorted()
    }
}
