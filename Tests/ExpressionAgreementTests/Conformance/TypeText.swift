import AnnalsExpression

/// A type as the conformance files write it, such as `map(string, list(int))`, `list<int>` or `optional_type(dyn)`.
enum TypeText {
    /// The type, with `undetermined` for `dyn`; nil for a type that we do not have, such as `type` or a message.
    static func type(_ text: String) -> ExpressionType? {
        var parser = Parser(rest: Substring(text.filter { $0 != " " }))
        guard let type = parser.type(), parser.rest.isEmpty else { return nil }
        return type
    }

    private static let plain: [String: ExpressionType] = [
        "bool": .bool, "int": .int, "uint": .uint, "double": .double, "string": .string, "bytes": .bytes,
        "timestamp": .timestamp, "duration": .duration, "google.protobuf.Timestamp": .timestamp,
        "google.protobuf.Duration": .duration, "null_type": .null, "null": .null, "dyn": .undetermined,
        "list": .list(.undetermined), "map": .map(.undetermined, .undetermined),
    ]

    private struct Parser {
        var rest: Substring

        mutating func type() -> ExpressionType? {
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            rest.removeFirst(name.count)
            guard let open = rest.first, open == "(" || open == "<" else { return TypeText.plain[String(name)] }
            rest.removeFirst()
            var arguments: [ExpressionType] = []
            repeat {
                guard let argument = type() else { return nil }
                arguments.append(argument)
            } while skip(",")
            guard skip(open == "(" ? ")" : ">") else { return nil }
            switch (name, arguments.count) {
            case ("list", 1): return .list(arguments[0])
            case ("map", 1): return .map(.string, arguments[0])
            case ("map", 2): return .map(arguments[0], arguments[1])
            case ("optional_type", 1), ("optional", 1), ("wrapper", 1): return .optional(arguments[0])
            default: return nil
            }
        }

        private mutating func skip(_ character: Character) -> Bool {
            guard rest.first == character else { return false }
            rest.removeFirst()
            return true
        }
    }
}

extension ExpressionType {
    /// Whether a type that the suite states, with `dyn` for anything, is this one.
    func matches(_ stated: ExpressionType) -> Bool {
        switch (self, stated) {
        case (_, .undetermined): true
        case (.list(let left), .list(let right)), (.optional(let left), .optional(let right)): left.matches(right)
        case (.map(let key, let value), .map(let otherKey, let other)): key.matches(otherKey) && value.matches(other)
        default: self == stated
        }
    }

    /// Whether a part of the type is `dyn`.
    var isDynamic: Bool {
        switch self {
        case .undetermined: true
        case .list(let element), .optional(let element): element.isDynamic
        case .map(let key, let value): key.isDynamic || value.isDynamic
        default: false
        }
    }
}
