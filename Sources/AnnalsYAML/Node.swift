public import AnnalsDiagnostics

/// A node of a YAML document. Scalars stay text: what reads them knows which type belongs there, so `NO` can be a
/// country and `1.10` a version.
public indirect enum Node: Sendable {
    /// Text of any style.
    case scalar(Scalar)
    /// A list.
    case sequence([Node], SourceLocation)
    /// Keys and values in document order; the loader has refused duplicate keys.
    case mapping([Entry], SourceLocation)

    /// A key and its value.
    public struct Entry: Sendable {
        /// The key.
        public var key: Scalar
        /// What belongs to it.
        public var value: Node

        /// Creates an entry.
        public init(key: Scalar, value: Node) {
            self.key = key
            self.value = value
        }
    }

    /// Where the node stands.
    public var location: SourceLocation {
        switch self {
        case .scalar(let scalar): scalar.location
        case .sequence(_, let location), .mapping(_, let location): location
        }
    }
}
