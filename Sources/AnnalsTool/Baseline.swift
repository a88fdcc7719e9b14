import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsProject
import AnnalsSchema
import Foundation

/// What a tree is compared with: a lock file, or schemas in which everything counts as published.
struct Baseline {
    enum Content {
        case lock(LockFile?)
        case schema(Schema, SchemaConfiguration)
    }

    var content: Content
    /// The files by the path that findings use.
    var texts: [String: [UInt8]]
    /// What it is, for people; nil for the lock file beside the schemas.
    var name: String?
    /// The git revision from which it was read, as paths of findings begin with it.
    var revision: String?

    /// The lock file, when it is one.
    var lock: LockFile? { if case .lock(let lock) = content { lock } else { nil } }

    /// How a reference to a git revision begins.
    private static let gitMark = "git:"

    /// The baseline that a reference names; without one the lock file beside the schemas, if there is one.
    static func load(_ reference: String?, besides folder: String) throws -> Baseline {
        guard let reference else { return try lock("\(folder)/\(SchemaFolder.lockName)") }
        if reference.hasPrefix(gitMark) { return try revision(String(reference.dropFirst(gitMark.count)), folder) }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder) else {
            throw Console.fail(
                "there is no lock file and no folder '\(reference)' to compare with; a git revision is named like "
                    + "'git:origin/main'")
        }
        // Where there is a lock file, it says what is published, whatever else stands beside it.
        let lock = isFolder.boolValue ? "\(reference)/\(SchemaFolder.lockName)" : reference
        if FileManager.default.fileExists(atPath: lock) {
            return try self.lock(lock, as: "the lock file \(lock)")
        }
        return try schemas(Project(folder: reference), "the schemas in \(reference)")
    }

    /// The lock file at a path; it may not be there.
    ///
    /// - Parameter name: What it is when it does not stand beside the schemas.
    static func lock(_ path: String, as name: String? = nil) throws -> Baseline {
        guard FileManager.default.fileExists(atPath: path) else { return Baseline(content: .lock(nil), texts: [:]) }
        var diagnostics = Diagnostics()
        let bytes = FileReader.read(path, limit: SchemaRevision.maximumLockSize, &diagnostics)
        return try lock(bytes, path, name, &diagnostics)
    }

    private static func lock(
        _ bytes: [UInt8]?, _ file: String, _ name: String?, _ diagnostics: inout Diagnostics
    ) throws -> Baseline {
        let lock = bytes.flatMap { LockFile.read($0, file: file, diagnostics: &diagnostics) }
        Console.printError(DiagnosticTextPrinter(isColored: Console.isTerminal(.standardError)).text(diagnostics))
        guard let bytes, let lock else { throw name.map(unusable) ?? Console.failure }
        return Baseline(content: .lock(lock), texts: [file: bytes], name: name)
    }

    /// The schemas that are checked load; what they are compared with does not.
    private static func unusable(_ name: String) -> any Error {
        Console.fail("the schemas to check can be read, but not \(name): name another baseline with '--against'")
    }

    /// What stands in git.
    private static func revision(_ reference: String, _ folder: String) throws -> Baseline {
        let place: SchemaRevision
        let content: SchemaRevision.Content
        do throws(GitRevision.Failure) {
            place = try SchemaRevision(reference, besides: folder)
            content = try place.content()
        } catch {
            throw Console.fail(error.description)
        }
        var baseline: Baseline
        switch content {
        case .lock(let path, let bytes):
            var diagnostics = Diagnostics()
            let file = place.revision.shown(path)
            baseline = try lock(bytes, file, "the lock file \(place.description(path))", &diagnostics)
        case .schemas(let project):
            baseline = try schemas(project, "the schemas in \(place.description(place.path))")
        }
        baseline.revision = place.revision.name
        return baseline
    }

    /// The schema files as they were published: those of the baseline, or of the last commit when that is the lock file
    /// beside the schemas.
    static func published(_ reference: String?, besides folder: String) throws -> [SchemaSource] {
        if let reference, !reference.hasPrefix(gitMark) {
            let project = Project(folder: reference)
            guard project.schema != nil else {
                throw Console.fail("'\(reference)' has no schemas in it from which a version could be restored")
            }
            return project.sources
        }
        do throws(GitRevision.Failure) {
            let name = reference.map { String($0.dropFirst(gitMark.count)) } ?? "HEAD"
            return try SchemaRevision(name, besides: folder).schemas().sources
        } catch {
            throw Console.fail("no text of published versions was found: \(error)")
        }
    }

    /// Schemas without a lock file.
    private static func schemas(_ project: Project, _ name: String) throws -> Baseline {
        Console.printError(project.report(isColored: Console.isTerminal(.standardError)))
        guard let schema = project.schema else { throw unusable(name) }
        return Baseline(
            content: .schema(schema, project.configuration), texts: project.texts,
            name: "\(name), which have no lock file")
    }
}
