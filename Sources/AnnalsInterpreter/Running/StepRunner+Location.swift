import AnnalsDiagnostics
import AnnalsSchema

extension StepRunner {
    /// Where the value at a pointer into a new version comes from: the innermost assignment on the way.
    func location(of pointer: String, in version: EventVersion) -> SourceLocation? {
        let path = pointer.split(separator: "/").map(String.init)
        return location(of: path[...], version.upcast) ?? version.location
    }

    private func location(of path: ArraySlice<String>, _ upcast: Upcast?) -> SourceLocation? {
        guard let upcast, case .fields(let sources) = upcast.body, let name = path.first,
            let source = sources.first(where: { $0.field == name })
        else { return upcast?.location }
        switch source.source {
        case .field(let conversion), .fieldOrDefault(let conversion, _):
            guard let nested = nested(conversion, path.dropFirst()) else { return source.location }
            return location(of: nested.path, index.type(nested.type)?.upcast) ?? source.location
        case .expression, .custom, .defaultValue, .absent: return source.location
        }
    }

    /// The type that a conversion steps to, and the rest of the path inside it.
    private func nested(
        _ conversion: Conversion, _ path: ArraySlice<String>
    ) -> (type: VersionedName, path: ArraySlice<String>)? {
        switch conversion {
        case .upcast(_, let to): path.isEmpty ? nil : (to, path)
        case .wrap(let inner), .wrapped(let inner): nested(inner, path)
        case .elements(let inner), .mapValues(let inner): nested(inner, path.dropFirst())
        case .identity, .int32ToInt, .intToDouble, .int32ToDouble: nil
        }
    }
}
