import AnnalsJSON
import AnnalsSchema

/// A JSON Schema with what its references mean.
struct SchemaDocument {
    /// What a reference leads to.
    enum Target {
        case place(SchemaPlace)
        /// Nothing stands there.
        case missing
        /// It is in another document, or named in a way that is not followed.
        case elsewhere
    }

    let root: SchemaPlace
    let draft: JSONSchemaDraft

    /// - Parameter draft: The version for a document that does not name one.
    init(_ schema: JSONValue, draft: JSONSchemaDraft) {
        root = SchemaPlace(schema, pointer: "", resource: "")
        let older = ["draft-07", "draft-06", "draft-04", "draft-03"]
        self.draft =
            root.text("$schema").map { name in older.contains { name.contains($0) } ? .draft7 : .draft2020 } ?? draft
    }

    /// The place that a `$ref` in another place names.
    func target(of reference: String, from place: SchemaPlace) -> Target {
        var reference = Substring(reference)
        // The document may call itself by its name.
        if place.resource.isEmpty, let id = root.text("$id"), !id.isEmpty,
            let own = id.split(separator: "#").first, reference == own || reference.hasPrefix(own + "#")
        {
            reference = reference.dropFirst(own.count)
            if reference.isEmpty { return .place(root) }
        }
        guard reference.first == "#" else { return .elsewhere }
        let fragment = SchemaDocument.unescaped(reference.dropFirst())
        guard fragment.isEmpty || fragment.first == "/" else { return .elsewhere }
        return walk(fragment, from: place.resource)
    }

    private func walk(_ fragment: String, from resource: String) -> Target {
        let start = SchemaDocument.keys(resource)
        let all = start + SchemaDocument.keys(fragment)
        var value = root.schema
        var pointer = ""
        var inner = ""
        for key in all {
            let next: JSONValue?
            if case .array(let elements) = value {
                next = Int(key).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            } else {
                next = value[key]
            }
            guard let next else { return .missing }
            value = next
            pointer += JSONPointer.text([key])
            inner = SchemaPlace(value, pointer: pointer, resource: inner).resource
        }
        return .place(SchemaPlace(value, pointer: pointer, resource: inner))
    }

    /// The keys of a JSON Pointer.
    private static func keys(_ pointer: String) -> [String] {
        pointer.isEmpty
            ? []
            : pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { key in
                key.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                    .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
            }
    }

    /// Resolves `%25` and the like.
    private static func unescaped(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(code)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
