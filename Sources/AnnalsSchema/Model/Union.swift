/// A tagged union: an object of one of several structs, with the tag inside it.
public struct Union: Hashable, Sendable {
    /// The key of the tag.
    public var discriminator: String
    /// The alternatives in declaration order.
    public var cases: [UnionCase]
    /// Whether objects with other tags are values too; they are kept as they are.
    public var isOpen: Bool

    /// Creates a union.
    public init(discriminator: String, cases: [UnionCase], isOpen: Bool = false) {
        self.discriminator = discriminator
        self.cases = cases
        self.isOpen = isOpen
    }

    /// The alternative with a tag.
    public func alternative(_ tag: String) -> UnionCase? { cases.first { $0.tag.utf8.elementsEqual(tag.utf8) } }
}

/// An alternative of a tagged union.
public struct UnionCase: Hashable, Sendable {
    /// The tag on the wire.
    public var tag: String
    /// The Swift case name.
    public var swiftName: String
    /// The struct.
    public var type: VersionedName

    /// Creates an alternative.
    public init(tag: String, swiftName: String, type: VersionedName) {
        self.tag = tag
        self.swiftName = swiftName
        self.type = type
    }
}
