public import AnnalsDiagnostics

/// A name with a version, such as `LineItem@2`.
public struct VersionedName: Hashable, Sendable, CustomStringConvertible {
    /// The name.
    public var name: String
    /// The version, from 1.
    public var version: Int

    /// Creates a name.
    public init(_ name: String, _ version: Int) {
        self.name = name
        self.version = version
    }

    /// `Name@version`.
    public var description: String { "\(name)@\(version)" }
}

/// A shared type with all its versions.
public struct TypeDeclaration: Sendable {
    /// The name, which is also the Swift name.
    public var name: String
    /// Findings of `annals check` that are excused.
    public var suppressions: [Suppression] = []
    /// What it is, for documentation.
    public var description: String?
    /// The versions 1, 2, … without gaps.
    public var versions: [TypeVersion]
    /// The name of the file that declares it, such as `orders.yaml`.
    public var file: String
    /// Where the name stands.
    public var location: SourceLocation

    /// Creates a declaration.
    public init(
        name: String, description: String?, versions: [TypeVersion], file: String, location: SourceLocation
    ) {
        self.name = name
        self.description = description
        self.versions = versions
        self.file = file
        self.location = location
    }

    /// The version with this number.
    public func version(_ number: Int) -> TypeVersion? { versions.version(number) }
}

/// One version of a shared type.
public struct TypeVersion: Sendable {
    /// Name and number.
    public var id: VersionedName
    /// What it is, for documentation.
    public var description: String?
    /// The shape.
    public var definition: TypeDefinition
    /// What must hold across its fields, in the order of the schema; none where it is no struct.
    public var rules: [RecordRule] = []
    /// How the version before becomes this one; nil for version 1.
    public var upcast: Upcast?
    /// Where the version stands.
    public var location: SourceLocation

    /// Creates a version.
    public init(
        id: VersionedName, description: String?, definition: TypeDefinition, upcast: Upcast?, location: SourceLocation
    ) {
        self.id = id
        self.description = description
        self.definition = definition
        self.upcast = upcast
        self.location = location
    }
}

/// What a type version is.
public enum TypeDefinition: Hashable, Sendable {
    /// A struct.
    case record([Field])
    /// An enum of strings.
    case enumeration(Enumeration)
    /// One of several structs.
    case union(Union)
    /// Another name for a constrained type.
    case alias(ValueType)
}

/// The values of an enum.
public struct Enumeration: Hashable, Sendable {
    /// The known values in declaration order.
    public var cases: [EnumerationCase]
    /// Whether other strings are values too; they are kept as they are.
    public var isOpen: Bool

    /// Creates an enum.
    public init(_ cases: [EnumerationCase], isOpen: Bool = false) {
        self.cases = cases
        self.isOpen = isOpen
    }

    /// The known value with this text on the wire.
    public func value(_ text: String) -> EnumerationCase? { cases.first { $0.value.utf8.elementsEqual(text.utf8) } }
}

/// A value of an enum.
public struct EnumerationCase: Hashable, Sendable {
    /// The value on the wire.
    public var value: String
    /// The Swift case name.
    public var swiftName: String
    /// What it means, for documentation.
    public var description: String?

    /// Creates a case.
    public init(value: String, swiftName: String, description: String? = nil) {
        self.value = value
        self.swiftName = swiftName
        self.description = description
    }
}
