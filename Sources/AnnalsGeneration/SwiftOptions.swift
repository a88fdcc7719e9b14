public import AnnalsSchema

/// How the Swift of a schema is generated.
public struct SwiftOptions: Hashable, Sendable {
    /// Who may use the generated types.
    public typealias Access = SchemaConfiguration.Access

    /// Who may use the generated types.
    public var access: Access
    /// Whether read models can be queried with GRDB: the target depends on `AnnalsSQLite`.
    public var sqlite: Bool
    /// The module that the code is generated for; nil when it is not known. Its name must not be a type's.
    public var moduleName: String?

    /// Creates options.
    public init(access: Access = .internal, sqlite: Bool = false, moduleName: String? = nil) {
        self.access = access
        self.sqlite = sqlite
        self.moduleName = moduleName
    }
}

/// A file that was generated.
public struct GeneratedFile: Hashable, Sendable {
    /// The name, or the path below the folder of generated files.
    public var name: String
    /// The content, in UTF-8.
    public var text: String

    /// Creates a file.
    public init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
