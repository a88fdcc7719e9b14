public import AnnalsDiagnostics
public import AnnalsSchema
import AnnalsYAML
import Foundation

/// Finds and reads the schema files of a folder.
public struct SchemaFolder: Sendable {
    /// The record of what was published.
    public static let lockName = "annals.lock"

    /// The path as the user wrote it.
    public let path: String

    /// A folder at a path.
    public init(_ path: String) {
        self.path = path
    }

    /// Reads every `.yaml` and `.yml` file of the folder but the configuration, in the order of their names.
    ///
    /// - Returns: The files that could be read; what is wrong was reported.
    public func sources(_ diagnostics: inout Diagnostics) -> [SchemaSource] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            diagnostics.error(
                "project.no-folder", "there is no folder '\(path)'", at: nil,
                suggestion: "create it with a schema file, or name another folder")
            return []
        }
        guard isFolder.boolValue else { return SchemaFolder.read([path], &diagnostics) }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            diagnostics.error(
                "project.unreadable", "the folder '\(path)' cannot be read", at: nil,
                suggestion: "look at its permissions")
            return []
        }
        let schemas = names.filter(SchemaFolder.isSchemaName).sorted()
        if schemas.isEmpty {
            diagnostics.error(
                "project.no-schemas", "there is no schema file in '\(path)'", at: nil,
                suggestion: "add one, such as '\(path)/orders.yaml', that begins with 'annals: 1'")
        }
        return SchemaFolder.read(schemas.map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" }, &diagnostics)
    }

    /// The configuration beside the schemas, when there is one.
    public func configuration(_ diagnostics: inout Diagnostics) -> SchemaSource? {
        let file = "\(path)/\(SchemaConfiguration.fileName)"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return SchemaFolder.read([file], &diagnostics).first
    }

    /// Whether a file of this name is a schema.
    public static func isSchemaName(_ name: String) -> Bool {
        (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && name != SchemaConfiguration.fileName
            && !name.hasPrefix(".")
    }

    /// Reads files.
    public static func read(_ paths: [String], _ diagnostics: inout Diagnostics) -> [SchemaSource] {
        paths.compactMap { path in
            FileReader.read(path, limit: YAMLLoader.maximumSize, &diagnostics).map {
                SchemaSource(path: path, bytes: $0)
            }
        }
    }
}
