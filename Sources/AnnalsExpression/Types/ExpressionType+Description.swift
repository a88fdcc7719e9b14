extension ExpressionType: CustomStringConvertible {
    /// The type as people write it.
    public var description: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "timestamp"
        case .duration: "duration"
        case .decimal: "decimal"
        case .json: "json"
        case .null: "null"
        case .list(let element): "list<\(element)>"
        case .map(.string, let value): "map<\(value)>"
        case .map(let key, let value): "map<\(key), \(value)>"
        case .optional(let wrapped): "\(wrapped)?"
        case .record(let name): name.description
        case .int32: "int32"
        case .uuid: "uuid"
        case .uri: "uri"
        case .date: "date"
        case .enumeration(let name): name.name
        case .undetermined: "anything"
        }
    }
}

extension RecordName: CustomStringConvertible {
    /// `Name@version`; the internal records of a scope show their plain name.
    public var description: String { name.hasPrefix("$") ? String(name.dropFirst()) : "\(name)@\(version)" }
}
