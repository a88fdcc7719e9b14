/// The tag of a tagged union.
public struct JSONTag: Sendable {
    /// Which of the known tags it is; their number for one that is not known.
    public let index: Int
    /// The tag as it was written.
    public let text: String
}

extension JSONReader {
    /// Looks for the tag of an object, which may stand at any place in it, and stays before the object.
    ///
    /// A tag that is missing, no string or not known is a violation, and the object is skipped.
    ///
    /// - Parameters:
    ///   - discriminator: The key of the tag. The object that is read next may have it besides its fields.
    ///   - tags: The known tags.
    ///   - isOpen: Whether others are no violation.
    public mutating func tag(_ discriminator: StaticString, of tags: JSONFields, isOpen: Bool = false) -> JSONTag? {
        let next = peek()
        let start = (position: position, depth: depth)
        guard next == UInt8(ascii: "{") else {
            mismatch("object")
            return nil
        }
        guard let found = find(discriminator) else {
            guard !hasFailed else { return firstMistake(start) }
            report(.required("\(discriminator)"), at: start.position)
            return skipObject(start)
        }
        (position, depth) = (found, depth)
        guard peek() == UInt8(ascii: "\""), var text = stringToken() else {
            guard !hasFailed else { return firstMistake(start) }
            report(.type("string"), at: found)
            return skipObject(start)
        }
        let index = text.withUTF8 { tags.index(of: $0) }
        guard isOpen || index != nil else {
            report(.enumeration((0..<tags.count).map { "\(tags.text($0))" }), at: found)
            return skipObject(start)
        }
        (position, depth) = start
        self.discriminator = discriminator
        return JSONTag(index: index ?? tags.count, text: text)
    }

    /// Looking for the tag keeps no account of the other keys, of which one may stand twice before what it stumbled over.
    private mutating func firstMistake(_ start: (position: Int, depth: Int)) -> JSONTag? {
        problems?.failure = nil
        return skipObject(start)
    }

    private mutating func skipObject(_ start: (position: Int, depth: Int)) -> JSONTag? {
        (position, depth) = start
        skipValue()
        return nil
    }

    /// Where the value of a key stands in the object that begins here; nil when there is none, or the text is malformed
    /// before it.
    private mutating func find(_ key: StaticString) -> Int? {
        position += 1
        guard descend() else { return nil }
        var isFirst = true
        while let next = peek(), next != UInt8(ascii: "}") {
            if !isFirst {
                guard skip(UInt8(ascii: ",")) else {
                    failHere(expected: "',' or '}'")
                    return nil
                }
                _ = peek()
            }
            isFirst = false
            guard var name = keyText() else { return nil }
            guard skip(UInt8(ascii: ":")) else {
                failHere(expected: "':'")
                return nil
            }
            _ = peek()
            let isKey = name.withUTF8 { bytes in
                bytes.elementsEqual(UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
            }
            if isKey { return position }
            skipValue()
            guard !hasFailed else { return nil }
        }
        // The end of the text is reported by whoever reads the object.
        return nil
    }
}
