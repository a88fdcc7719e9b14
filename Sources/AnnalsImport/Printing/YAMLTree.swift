/// A value in YAML: a text as it is written, a map or a list.
indirect enum YAMLTree {
    /// A key of a map with its value.
    struct Entry {
        var key: String
        var value: YAMLTree

        init(_ key: String, _ value: YAMLTree) {
            self.key = key
            self.value = value
        }
    }

    case text(String)
    case map([Entry])
    case list([YAMLTree])

    /// All in one line: `{ type: string, minLength: 1 }`.
    var inline: String {
        switch self {
        case .text(let text): text
        case .map(let entries):
            entries.isEmpty
                ? "{}" : "{ " + entries.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", ") + " }"
        case .list(let elements): "[" + elements.map(\.inline).joined(separator: ", ") + "]"
        }
    }

    /// The lines of `key: value`: one where it fits, else one an entry.
    ///
    /// - Parameter isOpen: Whether a map is written with a line an entry even where it would fit into one.
    func lines(_ key: String, indentation: Int, isOpen: Bool = false) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        let line = "\(margin)\(key): \(inline)"
        switch self {
        case .map(let entries) where !entries.isEmpty && (isOpen || line.utf8.count > 120):
            return ["\(margin)\(key):"] + entries.flatMap { $0.value.lines($0.key, indentation: indentation + 2) }
        case .list(let elements) where !elements.isEmpty && line.utf8.count > 120:
            return ["\(margin)\(key):"] + elements.map { "\(margin)  - \($0.inline)" }
        default: return [line]
        }
    }
}
