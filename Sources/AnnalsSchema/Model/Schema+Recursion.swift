public import AnnalsDiagnostics

extension Schema {
    /// The ways on which a type contains itself other than in a list or map, such as `next: Node?`: fine for JSON, but no
    /// layout for a Swift struct.
    ///
    /// - Returns: Each way as text, such as `Node@1 > Node@1`, with the type's place.
    public func recursionsInPlace() -> [(type: VersionedName, way: String, location: SourceLocation?)] {
        RecursionCheck.cycles(types) { type in
            switch type {
            case .named(let name), .optional(.named(let name)): name
            default: nil
            }
        }.map { ($0.cycle[0], RecursionCheck.text($0.cycle), $0.location) }
    }
}
