public import AnnalsDiagnostics

/// An event with all its versions.
public struct EventDeclaration: Sendable {
    /// The type name on the wire and in Swift.
    public var name: String
    /// The names that it had before, the oldest first: stored events of those types are this one.
    public var formerNames: [String] = []
    /// What stored events are read as when the event has ended; nil for one that is in use.
    public var retirement: Retirement?
    /// What changes of this event are held to; nil for what all events are.
    public var compatibility: SchemaConfiguration.CompatibilityMode?
    /// Where ``compatibility`` stands.
    public var compatibilityLocation: SourceLocation?
    /// Findings of `annals check` that are excused.
    public var suppressions: [Suppression] = []
    /// What happened, for documentation.
    public var description: String?
    /// The aggregate that it belongs to.
    public var aggregate: String
    /// The versions 1, 2, … without gaps.
    public var versions: [EventVersion]
    /// The name of the file that declares it.
    public var file: String
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a declaration.
    public init(
        name: String, description: String?, aggregate: String, versions: [EventVersion], file: String,
        location: SourceLocation
    ) {
        self.name = name
        self.description = description
        self.aggregate = aggregate
        self.versions = versions
        self.file = file
        self.location = location
    }

    /// All names that stored events of it have, the present one first.
    public var storedNames: [String] { [name] + formerNames }

    /// The version with this number.
    public func version(_ number: Int) -> EventVersion? { versions.version(number) }
}

/// One version of an event's payload.
public struct EventVersion: Sendable {
    /// Name and number.
    public var id: VersionedName
    /// What is special about this version, for documentation.
    public var description: String?
    /// The payload's fields.
    public var fields: [Field]
    /// What must hold across its fields, in the order of the schema.
    public var rules: [RecordRule] = []
    /// How the version before becomes this one; nil for version 1.
    public var upcast: Upcast?
    /// Where the version stands.
    public var location: SourceLocation

    /// Creates a version.
    public init(
        id: VersionedName, description: String?, fields: [Field], upcast: Upcast?, location: SourceLocation
    ) {
        self.id = id
        self.description = description
        self.fields = fields
        self.upcast = upcast
        self.location = location
    }
}
