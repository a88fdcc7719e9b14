import AnnalsJSON
import AnnalsValues

/// Values at places of payloads.
enum PayloadPlaces {
    /// A step from a value into one of its parts.
    enum Step: Hashable {
        case key(String)
        case position(Int)
    }

    /// The places where a path with `*` for elements leads to, and all that is below them.
    static func all(_ path: [String], in payload: JSONValue) -> [[Step]] { all(path[...], payload, []) }

    private static func all(_ path: ArraySlice<String>, _ value: JSONValue, _ way: [Step]) -> [[Step]] {
        guard let name = path.first else { return below(value, way) }
        switch value {
        case .object(let members):
            let keys = name == "*" ? Array(members.keys) : members[name] == nil ? [] : [name]
            return keys.flatMap { key in members[key].map { all(path.dropFirst(), $0, way + [.key(key)]) } ?? [] }
        case .array(let elements):
            let rest = name == "*" ? path.dropFirst() : path
            return elements.enumerated().flatMap { all(rest, $0.element, way + [.position($0.offset)]) }
        default: return []
        }
    }

    private static func below(_ value: JSONValue, _ way: [Step]) -> [[Step]] {
        switch value {
        case .object(let members): [way] + members.flatMap { below($0.value, way + [.key($0.key)]) }
        case .array(let elements):
            [way] + elements.enumerated().flatMap { below($0.element, way + [.position($0.offset)]) }
        default: [way]
        }
    }

    /// The value at a place; nil when there is none.
    static func value(_ way: [Step], of payload: JSONValue) -> JSONValue? {
        way.reduce(Optional(payload)) { value, step in
            switch (value, step) {
            case (.object(let members)?, .key(let key)): members[key]
            case (.array(let elements)?, .position(let position)) where elements.indices.contains(position):
                elements[position]
            default: nil
            }
        }
    }

    /// The payload with another value at a place; nil when there is no such place.
    static func replacing(_ way: ArraySlice<Step>, of payload: JSONValue, with value: JSONValue) -> JSONValue? {
        guard let step = way.first else { return value }
        switch (payload, step) {
        case (.object(var members), .key(let key)):
            guard let part = members[key], let changed = replacing(way.dropFirst(), of: part, with: value) else {
                return nil
            }
            members[key] = changed
            return .object(members)
        case (.array(var elements), .position(let position)):
            guard elements.indices.contains(position),
                let changed = replacing(way.dropFirst(), of: elements[position], with: value)
            else { return nil }
            elements[position] = changed
            return .array(elements)
        default: return nil
        }
    }

    /// A place without positions, as findings name it.
    static func name(_ way: [Step]) -> String {
        way.compactMap { if case .key(let key) = $0 { key } else { nil } }.joined(separator: ".")
    }
}
