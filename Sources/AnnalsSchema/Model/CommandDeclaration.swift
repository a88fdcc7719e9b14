public import AnnalsDiagnostics

/// A command: what a process manager asks for, as a message with fields.
///
/// It has no versions, because it lives only from its emission to its delivery.
public struct CommandDeclaration: Sendable {
    /// The type name in the outbox and in Swift.
    public var name: String
    /// What is asked for, for documentation.
    public var description: String?
    /// The fields of the message.
    public var fields: [Field]
    /// The name of the file that declares it.
    public var file: String
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a declaration.
    public init(name: String, description: String?, fields: [Field], file: String, location: SourceLocation) {
        self.name = name
        self.description = description
        self.fields = fields
        self.file = file
        self.location = location
    }
}
