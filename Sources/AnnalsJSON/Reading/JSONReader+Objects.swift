/// The keys of an object in schema order.
public struct JSONFields: Sendable, ExpressibleByArrayLiteral {
    @usableFromInline let names: [StaticString]

    /// The keys in schema order.
    public init(arrayLiteral names: StaticString...) {
        self.names = names
    }
}

/// Where a reader is in an object.
public struct JSONObjectCursor {
    @usableFromInline let fields: JSONFields
    @usableFromInline let offset: Int
    /// The field that comes next when the keys stand in schema order.
    @usableFromInline var expected = 0
    @usableFromInline var isFirst = true
    @usableFromInline var isObject: Bool
    /// Which fields were seen: the first 64, then the others.
    @usableFromInline var seen: UInt64 = 0
    @usableFromInline var seenBeyond: Set<Int> = []
    @usableFromInline var unknown: [String] = []

    @usableFromInline
    init(fields: JSONFields, offset: Int, isObject: Bool) {
        self.fields = fields
        self.offset = offset
        self.isObject = isObject
    }

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
        return JSONObjectCursor(fields: fields, offset: offset, isObject: descend())
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
        var found = expectedKey(object)
        var name = ""
        if found == nil {
            guard let text = keyText() else { return nil }
            found = object.fields.names.firstIndex { $0.isEqual(to: text) }
            name = text
        }
        guard skip(UInt8(ascii: ":")) else {
            failHere(expected: "':'")
            return nil
        }
        if let found {
            guard object.mark(found) else {
                fail(.duplicateKey("\(object.fields.names[found])"), at: offset)
                return nil
            }
            object.expected = found + 1
            return found
        }
        guard !object.unknown.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else {
            fail(.duplicateKey(name), at: offset)
            return nil
        }
        object.unknown.append(name)
        _ = peek()
        if limits.refusesUnknownFields { report(.unknownField(name), at: object.offset) }
        skipValue()
        return nil
    }

    /// The field that comes next in schema order, when exactly its key stands here.
    @inline(__always)
    private mutating func expectedKey(_ object: borrowing JSONObjectCursor) -> Int? {
        let expected = object.expected
        guard expected < object.fields.names.count else { return nil }
        let name = object.fields.names[expected]
        let count = name.utf8CodeUnitCount
        guard position + count + 2 <= bytes.count, bytes[position] == UInt8(ascii: "\""),
            bytes[position + 1 + count] == UInt8(ascii: "\"")
        else { return nil }
        for index in 0..<count where bytes[position + 1 + index] != name.utf8Start[index] { return nil }
        position += count + 2
        return expected
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
            report(.required("\(object.fields.names[field])"), at: object.offset)
            isComplete = false
        }
        return isComplete
    }
}

extension StaticString {
    fileprivate func isEqual(to text: String) -> Bool {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount).elementsEqual(text.utf8)
    }
}
