import AnnalsSchema
import AnnalsDiagnostics
import AnnalsYAML

/// A folder of schemas, or a file, as it was at a git revision.
public struct SchemaRevision: Sendable {
    /// The revision.
    public let revision: GitRevision
    /// The path from the root of the repository; empty for the root.
    public let path: String

    /// What a revision has at a path.
    public enum Content: Sendable {
        /// A lock file: its path from the root of the repository, and its bytes.
        case lock(path: String, [UInt8])
        /// Schemas without a lock file beside them.
        case schemas(Project)
    }

    /// The most bytes of a lock file that are read.
    public static let maximumLockSize = 64 << 20

    /// Finds schemas in a revision.
    ///
    /// - Parameters:
    ///   - reference: `REVISION` for what stands at the place of the schemas, or `REVISION:PATH` with a path from the root
    ///     of the repository; one that begins with `./` or `../` counts from the current folder.
    ///   - schemas: The folder of the schemas on disk, or one file.
    /// - Throws: ``GitRevision/Failure``.
    public init(_ reference: String, besides schemas: String) throws(GitRevision.Failure) {
        let parts = reference.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else {
            let (folder, name) = SchemaRevision.folder(of: schemas)
            revision = try GitRevision(parts[0], in: folder)
            path = GitPath.join(try revision.pathOfFolder(), name)
            return
        }
        revision = try GitRevision(parts[0], in: ".")
        let isRelative = parts[1].hasPrefix("./") || parts[1].hasPrefix("../") || [".", ".."].contains(parts[1])
        let written = isRelative ? "\(try revision.pathOfFolder())/\(parts[1])" : parts[1]
        guard let path = GitPath.normal(written) else {
            throw GitRevision.Failure(
                message: "'\(parts[1])' leaves the repository",
                advice: "name a path in it, such as '\(parts[0]):schemas'")
        }
        self.path = path
    }

    /// A path with the revision for people, such as `schemas at origin/main (1a2b3c4)`.
    public func description(_ path: String) -> String {
        "\(path.isEmpty ? "the root" : path) at \(revision.name) (\(revision.shortCommit))"
    }

    /// Reads what is there. Where there is a lock file, it says what was published, and the schemas are not read.
    ///
    /// - Throws: ``GitRevision/Failure`` when there is nothing, or git cannot read it.
    public func content() throws(GitRevision.Failure) -> Content {
        switch try revision.item(path, limit: SchemaRevision.maximumLockSize) {
        case nil:
            throw GitRevision.Failure(
                message: "\(revision.name) (\(revision.shortCommit)) has nothing at the path '\(path)'",
                advice:
                    "when the schemas stood elsewhere, say where: 'git:\(revision.name):<path>'; when they are new, "
                    + "there is nothing to compare with yet")
        case .file(let bytes)?:
            guard SchemaFolder.isSchemaName(path) else { return .lock(path: path, bytes) }
            return .schemas(Project([SchemaSource(path: revision.shown(path), bytes: bytes)]))
        case .folder(let names)?:
            return try folder(names)
        }
    }

    private func folder(_ names: [String]) throws(GitRevision.Failure) -> Content {
        if names.contains(SchemaFolder.lockName) {
            let file = GitPath.join(path, SchemaFolder.lockName)
            return .lock(path: file, try revision.files([file], limit: SchemaRevision.maximumLockSize)[0])
        }
        return .schemas(try project(names))
    }

    /// Reads the schemas, whether there is a lock file or not.
    ///
    /// - Throws: ``GitRevision/Failure`` when there are none, or git cannot read them.
    public func schemas() throws(GitRevision.Failure) -> Project {
        switch try revision.item(path, limit: SchemaRevision.maximumLockSize) {
        case .file(let bytes)? where SchemaFolder.isSchemaName(path):
            return Project([SchemaSource(path: revision.shown(path), bytes: bytes)])
        case .folder(let names)?: return try project(names)
        default: return try project([])
        }
    }

    private func project(_ names: [String]) throws(GitRevision.Failure) -> Project {
        let schemas = names.filter(SchemaFolder.isSchemaName)
        guard !schemas.isEmpty else {
            throw GitRevision.Failure(
                message: "there is neither a lock file nor a schema file in \(description(path))",
                advice: "say where the schemas stood: 'git:\(revision.name):<path>'")
        }
        let configuration = names.filter { $0 == SchemaConfiguration.fileName }
        let paths = (schemas + configuration).map { GitPath.join(path, $0) }
        let sources = zip(paths, try revision.files(paths, limit: YAMLLoader.maximumSize)).map { path, bytes in
            SchemaSource(path: revision.shown(path), bytes: bytes)
        }
        return Project(Array(sources.prefix(schemas.count)), configuration: sources.dropFirst(schemas.count).first)
    }

    /// The folder of schemas in which git runs, and the name of the one file when only that is meant.
    private static func folder(of schemas: String) -> (folder: String, name: String) {
        guard SchemaFolder.isSchemaName(schemas) else { return (schemas, "") }
        let parts = schemas.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        return (folder.isEmpty ? (parts.count > 1 ? "/" : ".") : folder, String(parts[parts.count - 1]))
    }
}
