import AnnalsDiagnostics

/// A type that contains itself without end has no value.
enum RecursionCheck {
    static func run(_ types: [TypeDeclaration], _ diagnostics: inout Diagnostics) {
        let versions = types.flatMap(\.versions)
        let definitions = Dictionary(versions.map { ($0.id, $0) }) { first, _ in first }
        var finished: Set<VersionedName> = []
        for version in versions where !finished.contains(version.id) {
            // A search in depth without recursion: chains of types are as long as a file lets them be.
            var path = [(name: version.id, next: required(by: version.definition))]
            var positions = [version.id: 0]
            while let last = path.indices.last {
                guard let next = path[last].next.popLast() else {
                    finished.insert(path[last].name)
                    positions[path[last].name] = nil
                    path.removeLast()
                    continue
                }
                if let start = positions[next] {
                    report(path[start...].map(\.name) + [next], at: definitions[next]?.location, &diagnostics)
                } else if !finished.contains(next) {
                    positions[next] = path.count
                    path.append((next, required(by: definitions[next]?.definition)))
                }
            }
        }
    }

    private static func report(_ cycle: [VersionedName], at location: SourceLocation?, _ diagnostics: inout Diagnostics)
    {
        diagnostics.error(
            "schema.infinite",
            "every \(cycle[0].name) contains another one without end: \(cycle.map(\.description).joined(separator: " > "))",
            at: location, suggestion: "make a field on the way optional (T?) or a list")
    }

    /// The named types of which every value has at least one; the last one first.
    private static func required(by definition: TypeDefinition?) -> [VersionedName] {
        func name(_ type: ValueType) -> VersionedName? { if case .named(let name) = type { name } else { nil } }
        switch definition {
        case .record(let fields): return fields.reversed().compactMap { name($0.type) }
        case .alias(let type): return name(type).map { [$0] } ?? []
        case .enumeration, nil: return []
        }
    }
}
