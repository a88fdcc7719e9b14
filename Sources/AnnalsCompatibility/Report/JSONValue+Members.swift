package import AnnalsJSON
import AnnalsValues
import AnnalsDiagnostics

extension JSONValue {
    /// An object of what is there.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object: OrderedMap<JSONValue> = [:]
        for (key, value) in members { object[key] = value }
        return .object(object)
    }

    /// An array of texts.
    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// The value as a file: indented, nothing hidden, with a line break at its end.
    package var document: String { visibleText + "\n" }
}
