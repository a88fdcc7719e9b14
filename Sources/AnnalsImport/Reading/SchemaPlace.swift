import AnnalsJSON

/// A schema inside a JSON Schema document.
struct SchemaPlace: Hashable {
    /// The schema: an object or a boolean in a right document.
    let schema: JSONValue
    /// Where it stands, as a JSON Pointer.
    let pointer: String
    /// Where the resource begins that references inside it are relative to: the nearest `$id`.
    let resource: String

    init(_ schema: JSONValue, pointer: String, resource: String) {
        self.schema = schema
        self.pointer = pointer
        if case .string(let id)? = schema["$id"], !id.hasPrefix("#"), !pointer.isEmpty {
            self.resource = pointer
        } else {
            self.resource = resource
        }
    }

    static func == (left: SchemaPlace, right: SchemaPlace) -> Bool { left.pointer == right.pointer }

    func hash(into hasher: inout Hasher) { hasher.combine(pointer) }

    /// The schema under some keys of this one.
    func inner(_ schema: JSONValue, _ path: String...) -> SchemaPlace {
        SchemaPlace(schema, pointer: pointer + JSONPointer.text(path), resource: resource)
    }

    /// Whether every value is accepted and nothing more is said.
    var saysNothing: Bool { schema.acceptsAll }

    /// A schema that accepts nothing, on account of a keyword of this one.
    func nothing(_ keyword: String) -> SchemaPlace { inner(.bool(false), keyword) }

    /// The text under a key.
    func text(_ key: String) -> String? {
        if case .string(let text)? = schema[key] { text } else { nil }
    }
}
