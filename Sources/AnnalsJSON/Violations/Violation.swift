/// One way in which a payload is not what its schema says.
public struct Violation: Hashable, Sendable {
    /// The place as a JSON Pointer (RFC 6901); empty for the whole payload.
    public var pointer: String
    /// The keyword of JSON Schema that is violated, such as `required` or `minimum`.
    public var keyword: String
    /// What is wrong, as a sentence without full stop.
    public var message: String
    /// The offending JSON, shortened; empty when there is none to show.
    public var value: String

    /// Creates a violation.
    public init(pointer: String, keyword: String, message: String, value: String) {
        self.pointer = pointer
        self.keyword = keyword
        self.message = message
        self.value = value
    }

    /// Shortens JSON text for ``value``: payloads can be large and messages should not be.
    public static func excerpt(_ text: String) -> String {
        text.unicodeScalars.count <= excerptLength
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(excerptLength - 3))) + "..."
    }

    /// Code points that an excerpt has at most.
    static let excerptLength = 60
}

extension Violation: CustomStringConvertible {
    /// The place and what is wrong there.
    public var description: String {
        let place = pointer.isEmpty ? "the payload" : pointer
        return "\(place) \(message)" + (value.isEmpty ? "" : " (found \(value))") + " [\(keyword)]"
    }
}

/// Why bytes are no value of a type: either they are no JSON, or they violate the schema. All violations are there.
public indirect enum InvalidPayload: Error, Hashable, Sendable {
    /// The bytes are no JSON, or exceed a limit.
    case syntax(JSONSyntaxError)
    /// The bytes are JSON that the schema refuses; never empty, in the order of the text.
    case violations([Violation])

    /// The violations; empty for a syntax error.
    public var violations: [Violation] {
        if case .violations(let violations) = self { violations } else { [] }
    }
}

extension InvalidPayload: CustomStringConvertible {
    /// The syntax error, or one line a violation.
    public var description: String {
        switch self {
        case .syntax(let error): error.description
        case .violations(let violations): violations.map(\.description).joined(separator: "\n")
        }
    }
}
