public import AnnalsValues

/// The keys of an object in schema order.
public struct JSONFields: Sendable, ExpressibleByArrayLiteral {
    let names: [Name]

    /// The keys in schema order.
    public init(arrayLiteral names: StaticString...) {
        self.names = names.map { Name(text: $0) }
    }

    /// A key and whether it stands in a text as it is: a quote, a backslash or a control character is escaped there.
    struct Name {
        let text: StaticString
        let isPlain: Bool

        init(text: StaticString) {
            self.text = text
            isPlain = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).allSatisfy {
                $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
        }

        /// Whether the bytes at an address are the key, which has as many.
        @inline(__always)
        func isEqual(to start: UnsafePointer<UInt8>) -> Bool {
            for index in 0..<text.utf8CodeUnitCount where start[index] != text.utf8Start[index] { return false }
            return true
        }
    }

    /// The field of a key.
    func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let start = key.baseAddress else { return nil }
        return names.firstIndex { $0.text.utf8CodeUnitCount == key.count && $0.isEqual(to: start) }
    }
}

/// Where a reader is in an object.
public struct JSONObjectCursor {
    let fields: JSONFields
    @usableFromInline let offset: Int
    /// The field that comes next when the keys stand in schema order.
    @usableFromInline var expected = 0
    @usableFromInline var isFirst = true
    @usableFromInline var isObject: Bool
    /// Which fields were seen: the first 64, then the others.
    @usableFromInline var seen: UInt64 = 0
    @usableFromInline var seenBeyond: Set<Int> = []
    @usableFromInline var unknown = OrderedMap<Bool>()
    /// The key of the tag, in an object of a union.
    var discriminator: StaticString?

    @usableFromInline
    init(fields: JSONFields, offset: Int, isObject: Bool) {
        self.fields = fields
        self.offset = offset
        self.isObject = isObject
    }

    func isDiscriminator(_ key: String) -> Bool { discriminator.map { "\($0)".isExactlyEqual(to: key) } ?? false }

    /// Marks a field as seen; false when it was seen before.
    @inlinable
    mutating func mark(_ field: Int) -> Bool {
        if field >= 64 { return seenBeyond.insert(field).inserted }
        let bit: UInt64 = 1 << UInt64(field)
        defer { seen |= bit }
        return seen & bit == 0
    }

    @inlinable
    func hasSeen(_ field: Int) -> Bool {
        field < 64 ? seen & (1 << UInt64(field)) != 0 : seenBeyond.contains(field)
    }
}

extension JSONReader {
    /// Enters an object. When something else is there, that is a violation, and the cursor has no fields.
    public mutating func beginObject(_ fields: JSONFields) -> JSONObjectCursor {
        let next = peek()
        let offset = position
        guard next == UInt8(ascii: "{") else {
            mismatch("object")
            return JSONObjectCursor(fields: fields, offset: offset, isObject: false)
        }
        position += 1
        var object = JSONObjectCursor(fields: fields, offset: offset, isObject: descend())
        object.discriminator = discriminator
        discriminator = nil
        return object
    }

    /// The index of the next key that the schema knows, with the reader before its value; nil at the end of the object.
    ///
    /// Unknown keys are skipped with their values, or reported when the limits say so. A repeated key is a syntax error.
    public mutating func nextField(in object: inout JSONObjectCursor) -> Int? {
        guard object.isObject else { return nil }
        while true {
            guard let next = peek() else {
                fail(.unexpectedEnd)
                return nil
            }
            if next == UInt8(ascii: "}") {
                position += 1
                return nil
            }
            if object.isFirst {
                object.isFirst = false
            } else {
                guard skip(UInt8(ascii: ",")) else {
                    failHere(expected: "',' or '}'")
                    return nil
                }
                _ = peek()
            }
            guard failure == nil else { return nil }
            if let field = key(in: &object) { return field }
            guard failure == nil else { return nil }
        }
    }

    /// Reads a key and its colon; nil when the key is unknown and its value was skipped.
    private mutating func key(in object: inout JSONObjectCursor) -> Int? {
        let offset = position
        var found = expectedKey(object) ?? plainKey(object.fields)
        var name = ""
        if found == nil {
            guard let text = keyText() else { return nil }
            name = text
            found = name.withUTF8 { object.fields.index(of: $0) }
        }
        guard skip(UInt8(ascii: ":")) else {
            failHere(expected: "':'")
            return nil
        }
        if let found {
            guard object.mark(found) else {
                fail(.duplicateKey("\(object.fields.names[found].text)"), at: offset)
                return nil
            }
            object.expected = found + 1
            return found
        }
        guard object.unknown.insert(true, forKey: name) else {
            fail(.duplicateKey(name), at: offset)
            return nil
        }
        _ = peek()
        if limits.refusesUnknownFields, !object.isDiscriminator(name) { report(.unknownField(name), at: object.offset) }
        skipValue()
        return nil
    }

    /// The field that comes next in schema order, when exactly its key stands here.
    @inline(__always)
    private mutating func expectedKey(_ object: borrowing JSONObjectCursor) -> Int? {
        let expected = object.expected
        guard expected < object.fields.names.count else { return nil }
        let name = object.fields.names[expected]
        let count = name.text.utf8CodeUnitCount
        guard name.isPlain, position + count + 2 <= bytes.count, bytes[position] == UInt8(ascii: "\""),
            bytes[position + 1 + count] == UInt8(ascii: "\""), let start = bytes.baseAddress,
            name.isEqual(to: start + position + 1)
        else { return nil }
        position += count + 2
        return expected
    }

    /// Any field of the schema, when its key stands here without escapes.
    private mutating func plainKey(_ fields: JSONFields) -> Int? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\""), let end = plainEnd(),
            let field = fields.index(of: UnsafeBufferPointer(rebasing: bytes[(position + 1)..<end]))
        else { return nil }
        position = end + 1
        return field
    }

    /// The text of a key, whatever it is.
    mutating func keyText() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            failHere(expected: "a key in quotes")
            return nil
        }
        return stringToken()
    }

    /// Leaves the object and reports each required field that was not there.
    ///
    /// - Returns: Whether the object was one and nothing required is missing.
    public mutating func endObject(_ object: borrowing JSONObjectCursor, required: [Int]) -> Bool {
        guard object.isObject else { return false }
        depth -= 1
        var isComplete = failure == nil
        for field in required where !object.hasSeen(field) {
            report(.required("\(object.fields.names[field].text)"), at: object.offset)
            isComplete = false
        }
        return isComplete
    }
}
