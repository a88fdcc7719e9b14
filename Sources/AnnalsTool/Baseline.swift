import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsProject
import AnnalsSchema
import Foundation

/// What a tree is compared with: a lock file, or another folder of schemas.
enum Baseline {
    case lock(LockFile?)
    case schema(Schema, SchemaConfiguration)

    /// The most bytes of a lock file that are read.
    private static let maximumSize = 64 << 20

    /// The baseline that a path names; without a path the lock file beside the schemas, if there is one.
    static func load(_ path: String?, besides folder: String) throws -> Baseline {
        let lock = "\(folder)/\(SchemaFolder.lockName)"
        guard let path else { return .lock(try self.lock(lock)) }
        var isFolder: ObjCBool = false
        if path.hasPrefix("git:") {
            throw Console.fail("a git revision as baseline is not yet supported: check it out into a folder beside")
        }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Console.fail("there is no lock file and no folder '\(path)' to compare with")
        }
        guard isFolder.boolValue else { return .lock(try self.lock(path)) }
        let (project, schema) = try Console.load(path)
        return .schema(schema, project.configuration)
    }

    /// A lock file; nil when there is none.
    static func lock(_ path: String) throws -> LockFile? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        var diagnostics = Diagnostics()
        let lock = FileReader.read(path, limit: maximumSize, &diagnostics).flatMap {
            LockFile.read($0, file: path, diagnostics: &diagnostics)
        }
        Console.printError(DiagnosticTextPrinter(isColored: Console.isTerminal(.standardError)).text(diagnostics))
        guard let lock, !diagnostics.hasErrors else { throw Console.failure }
        return lock
    }
}
