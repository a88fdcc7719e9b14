import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsProject
import AnnalsSchema
import Foundation

/// What a tree is compared with: a lock file, or another folder of schemas.
struct Baseline {
    enum Content {
        case lock(LockFile?)
        case schema(Schema, SchemaConfiguration)
    }

    var content: Content
    /// The files by the path that findings use.
    var texts: [String: [UInt8]]

    /// The lock file, when it is one.
    var lock: LockFile? { if case .lock(let lock) = content { lock } else { nil } }

    /// The most bytes of a lock file that are read.
    private static let maximumSize = 64 << 20

    /// The baseline that a path names; without a path the lock file beside the schemas, if there is one.
    static func load(_ path: String?, besides folder: String) throws -> Baseline {
        let lock = "\(folder)/\(SchemaFolder.lockName)"
        guard let path else { return try self.lock(lock) }
        var isFolder: ObjCBool = false
        if path.hasPrefix("git:") {
            throw Console.fail("a git revision as baseline is not yet supported: check it out into a folder beside")
        }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Console.fail("there is no lock file and no folder '\(path)' to compare with")
        }
        guard isFolder.boolValue else { return try self.lock(path) }
        let (project, schema) = try Console.load(path)
        return Baseline(content: .schema(schema, project.configuration), texts: project.texts)
    }

    /// A lock file, which may not be there.
    static func lock(_ path: String) throws -> Baseline {
        guard FileManager.default.fileExists(atPath: path) else { return Baseline(content: .lock(nil), texts: [:]) }
        var diagnostics = Diagnostics()
        let bytes = FileReader.read(path, limit: maximumSize, &diagnostics)
        let lock = bytes.flatMap { LockFile.read($0, file: path, diagnostics: &diagnostics) }
        Console.printError(DiagnosticTextPrinter(isColored: Console.isTerminal(.standardError)).text(diagnostics))
        guard let bytes, let lock, !diagnostics.hasErrors else { throw Console.failure }
        return Baseline(content: .lock(lock), texts: [path: bytes])
    }
}
