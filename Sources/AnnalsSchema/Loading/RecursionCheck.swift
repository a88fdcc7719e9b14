import AnnalsDiagnostics

/// A type that contains itself without end has no value.
enum RecursionCheck {
    static func run(_ types: [TypeDeclaration], _ diagnostics: inout Diagnostics) {
        let endless = cycles(types) { if case .named(let name) = $0 { name } else { nil } }
        for (cycle, location) in endless {
            diagnostics.error(
                "schema.infinite",
                "every \(cycle[0].name) contains another one without end: \(text(cycle))", at: location,
                suggestion: "make a field on the way optional (T?) or a list")
        }
    }

    static func text(_ cycle: [VersionedName]) -> String {
        cycle.map(\.description).joined(separator: " > ")
    }

    /// The ways on which a type comes back to itself.
    ///
    /// - Parameter name: The named type that lies in a value of a type; nil when none does.
    static func cycles(
        _ types: [TypeDeclaration], name: (ValueType) -> VersionedName?
    ) -> [(cycle: [VersionedName], location: SourceLocation?)] {
        var cycles: [(cycle: [VersionedName], location: SourceLocation?)] = []
        let versions = types.flatMap(\.versions)
        let definitions = Dictionary(versions.map { ($0.id, $0) }) { first, _ in first }
        var finished: Set<VersionedName> = []
        for version in versions where !finished.contains(version.id) {
            // A search in depth without recursion: chains of types are as long as a file lets them be.
            var path = [(name: version.id, next: parts(of: version.definition, name))]
            var positions = [version.id: 0]
            while let last = path.indices.last {
                guard let next = path[last].next.popLast() else {
                    finished.insert(path[last].name)
                    positions[path[last].name] = nil
                    path.removeLast()
                    continue
                }
                if let start = positions[next] {
                    cycles.append((path[start...].map(\.name) + [next], definitions[next]?.location))
                } else if !finished.contains(next) {
                    positions[next] = path.count
                    path.append((next, parts(of: definitions[next]?.definition, name)))
                }
            }
        }
        return cycles
    }

    /// The named types that lie in a value of a type; the last one first.
    private static func parts(
        of definition: TypeDefinition?, _ name: (ValueType) -> VersionedName?
    ) -> [VersionedName] {
        switch definition {
        case .record(let fields): fields.reversed().compactMap { name($0.type) }
        case .alias(let type): name(type).map { [$0] } ?? []
        // A union can be another of its structs, and in Swift it stands behind a reference where it must.
        case .enumeration, .union, nil: []
        }
    }
}
