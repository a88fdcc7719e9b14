import AnnalsDiagnostics

/// An alias that leads back to itself means nothing, and everything that follows aliases relies on their end.
enum AliasCheck {
    /// How many aliases may follow one another.
    static let maximumLength = 16

    /// The names of the aliases that have no end in sight; what begins it was reported.
    static func run(
        _ definitions: [VersionedName: TypeDefinition], _ index: TypeIndex, _ diagnostics: inout Diagnostics
    ) -> Set<String> {
        func next(_ name: VersionedName) -> VersionedName? {
            if case .alias(let type)? = definitions[name] { type.name } else { nil }
        }
        var endless: Set<String> = []
        var hasReport = false
        func report(_ name: String, _ message: String, _ suggestion: String, _ diagnostics: inout Diagnostics) {
            diagnostics.error("schema.endless-alias", message, at: index[name]?.location, suggestion: suggestion)
            hasReport = true
        }
        for name in index.names {
            let start = VersionedName(name, 1)
            var chain = [start]
            while chain.count <= maximumLength + 1, let last = chain.last, let name = next(last) {
                chain.append(name)
                if name == start { break }
            }
            guard chain.count > maximumLength + 1 || chain.dropFirst().last == start else { continue }
            endless.insert(name)
            let path = chain.map(\.name).joined(separator: " > ")
            if chain.dropFirst().last == start {
                report(
                    name, "the type '\(name)' is defined by itself: \(path)", "make it a type with fields", &diagnostics
                )
            } else if !hasReport {
                report(
                    name, "more than \(maximumLength) aliases follow one another: \(path)",
                    "refer to the last one directly", &diagnostics)
            }
        }
        return endless
    }
}
