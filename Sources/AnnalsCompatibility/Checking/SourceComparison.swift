import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// The axis SOURCE: how the generated Swift of an event differs from that of the newest published version.
///
/// A shape in the lock knows neither the order of fields nor Swift names, so that a change of these alone is not seen.
struct SourceComparison {
    let schema: Schema
    let lock: LockFile

    /// What programs see, one sentence each; empty for an event of which nothing is published, and for one whose newest
    /// version is: that it was edited is a finding.
    func changes(_ event: EventDeclaration) -> [String] {
        let published = event.versions.last { lock.entry(event, version: $0.id.version) != nil }
        guard let newest = event.versions.last, let published, published.id != newest.id,
            let entry = lock.entry(event, version: published.id.version),
            let old = surface(entry.shape), let new = surface(CanonicalShape(newest, in: schema).text)
        else { return [] }
        return ShapeDifference.sentences(from: old, to: new)
    }

    /// A canonical shape without what Swift types do not show.
    private func surface(_ text: String) -> String? {
        (try? JSONValue(parsing: text)).map { SourceComparison.surface($0).text }
    }

    private static let hidden = Set(ConstraintKeyword.allCases.map(\.rawValue) + ["rules", "discriminator"])

    /// The depth is that of the text, which parsing has limited.
    private static func surface(_ shape: JSONValue) -> JSONValue {
        guard case .object(let members) = shape else { return shape }
        var result = OrderedMap<JSONValue>()
        for (key, value) in members where !hidden.contains(key) {
            switch (key, value) {
            case ("fields", .object(let parts)), ("union", .object(let parts)):
                // These keys are names of users.
                var surfaces = OrderedMap<JSONValue>()
                for part in parts { surfaces[part.key] = surface(part.value) }
                result[key] = .object(surfaces)
            case ("list", _), ("map", _): result[key] = surface(value)
            default: result[key] = value
            }
        }
        return .object(result)
    }
}
