public import AnnalsJSON

/// Reads a text in all ways that read any JSON, and holds the answers against the reference.
public enum ReadingTrial {
    /// What is wrong with the reader's answers; empty when they are right.
    public static func problems(
        _ bytes: [UInt8], limits: JSONLimits = .standard, edges: [GuardedBytes.Edge] = GuardedBytes.Edge.allCases
    ) -> [String] {
        let expected = JSONReference.finding(in: bytes, depth: limits.depth)
        var problems: [String] = []
        for edge in edges {
            GuardedBytes.with(bytes, at: edge) { buffer in
                let read = answer(buffer, limits) { $0.json() }
                let skipped = answer(buffer, limits) { reader -> Bool? in
                    reader.skipValue()
                    return true
                }
                // What is no JSON may pass here, but must neither be read beyond its end nor take long.
                let trusted = answer(buffer, .stored) { reader -> Bool? in
                    reader.skipValue()
                    return true
                }
                if expected == nil { problems += self.problems(trusted.error, nil, "skipped on trust") }
                problems += self.problems(read.error, expected, "read")
                problems += self.problems(skipped.error, expected, "skipped")
                if let value = read.value { problems += self.problems(value, limits) }
            }
        }
        return problems
    }

    /// A value is what was written, and is written as it was read.
    private static func problems(_ value: JSONValue, _ limits: JSONLimits) -> [String] {
        let bytes = value.bytes
        guard let again = try? JSONValue(parsing: bytes, limits: limits) else {
            return ["what was written cannot be read"]
        }
        return again == value && again.bytes == bytes ? [] : ["what was written reads back as another value"]
    }

    private static func answer<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits, _ body: (inout JSONReader) -> Value?
    ) -> (value: Value?, error: InvalidPayload?) {
        do throws(InvalidPayload) {
            return (try JSONReader.read(bytes, limits: limits, body), nil)
        } catch {
            return (nil, error)
        }
    }

    /// How an error differs from the reference's finding.
    public static func problems(
        _ error: InvalidPayload?, _ expected: JSONReference.Finding?, _ way: String
    ) -> [String] {
        var found: JSONReference.Finding?
        if case .syntax(let error)? = error {
            found = JSONReference.Finding(mistake: error.kind.mistake, offset: error.offset)
        }
        if found == expected { return [] }
        return ["\(way): \(text(found)), but the reference says \(text(expected))"]
    }

    private static func text(_ finding: JSONReference.Finding?) -> String {
        finding.map { "\($0.mistake) at \($0.offset)" } ?? "JSON"
    }
}

extension JSONSyntaxError.Kind {
    /// What the reference calls it. It knows no limits of sizes.
    var mistake: JSONReference.Mistake {
        switch self {
        case .unexpectedEnd, .tooLarge, .stringTooLong: .end
        case .unexpectedByte: .byte
        case .trailingText: .trailing
        case .controlCharacter: .control
        case .invalidEscape: .escape
        case .loneSurrogate: .surrogate
        case .invalidUTF8: .encoding
        case .invalidNumber: .number
        case .duplicateKey: .repetition
        case .tooDeep: .depth
        }
    }
}
