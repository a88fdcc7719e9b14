/// Reads the members of an envelope. One that is null counts as missing.
struct EnvelopeMembers {
    let object: JSONValue

    /// A member of any kind.
    func value(_ key: String) -> JSONValue? {
        let value = object[key]
        return value == .null ? nil : value
    }

    /// A text.
    func text(_ key: String) throws(EnvelopeError) -> String? {
        guard let value = value(key) else { return nil }
        guard case .string(let text) = value else { throw wrong(key, value, "a string") }
        return text
    }

    /// A whole number from 1, as a number or as digits in a string, since integers of CloudEvents have 32 bits.
    func number(_ key: String) throws(EnvelopeError) -> Int? {
        guard let value = value(key) else { return nil }
        let number: Int? =
            switch value {
            case .number(let number): number.integer()
            case .string(let text): Int(text)
            default: nil
            }
        guard let number, number > 0 else { throw wrong(key, value, "a whole number from 1") }
        return number
    }

    /// A text that has to have some form.
    ///
    /// - Parameter kind: What the form is called.
    func parsed<Value>(_ key: String, _ kind: String, _ parse: (String) -> Value?) throws(EnvelopeError) -> Value? {
        guard let text = try text(key) else { return nil }
        guard let value = parse(text) else {
            throw EnvelopeError("'\(key)' in the envelope is '\(text)', which is no \(kind)")
        }
        return value
    }

    /// A member that is no value of its kind.
    func wrong(_ key: String, _ value: JSONValue, _ expected: String) -> EnvelopeError {
        EnvelopeError("'\(key)' in the envelope is \(Violation.excerpt(value.text)), expected \(expected)")
    }
}
