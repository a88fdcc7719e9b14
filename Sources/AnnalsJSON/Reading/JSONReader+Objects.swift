import AnnalsValues

/// Where a reader is in an object.
public struct JSONObjectCursor {
    let fields: JSONFields
    let offset: Int
    /// The field that comes next when the keys stand in schema order.
    var expected = 0
    /// How many commas come before the next key.
    var separatorCount = 0
    var isObject: Bool
    /// Which of the first 64 fields were seen.
    var seen: UInt64 = 0
    /// What most objects have nothing of.
    var rare: Rare?

    /// Fields beyond the first 64, unknown keys, and the key of a tag.
    final class Rare {
        var seen: Set<Int> = []
        var unknown = OrderedMap<Bool>()
        /// The key of the tag, in an object of a union.
        var discriminator: StaticString?

        func isDiscriminator(_ key: String) -> Bool {
            discriminator.map { "\($0)".isExactlyEqual(to: key) } ?? false
        }
    }

    init(fields: JSONFields, offset: Int, isObject: Bool) {
        self.fields = fields
        self.offset = offset
        self.isObject = isObject
        // Where there is no object there is no key to look for.
        if !isObject { expected = .max }
    }

    mutating func rareParts() -> Rare {
        if let rare { return rare }
        let new = Rare()
        rare = new
        return new
    }

    /// Marks a field as seen; false when it was seen before.
    @inline(__always)
    mutating func mark(_ field: Int) -> Bool {
        if field >= 64 { return rareParts().seen.insert(field).inserted }
        let bit: UInt64 = 1 << UInt64(field)
        guard seen & bit == 0 else { return false }
        seen |= bit
        return true
    }

    func hasSeen(_ field: Int) -> Bool {
        field < 64 ? seen & (1 << UInt64(field)) != 0 : rare?.seen.contains(field) ?? false
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
        if let discriminator {
            object.rareParts().discriminator = discriminator
            self.discriminator = nil
        }
        return object
    }

    /// The index of the next key that the schema knows, with the reader before its value; nil at the end of the object.
    ///
    /// Unknown keys are skipped with their values, or reported when the limits say so. A repeated key is a syntax error.
    public mutating func nextField(in object: inout JSONObjectCursor) -> Int? {
        // In compact JSON with the keys in schema order there is a comma and the quoted key, and that is all.
        let expected = object.expected
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: expected)
        let here = position + object.separatorCount
        guard expected < 64, object.seen & bit == 0,
            object.fields.stands(expected, at: start + here, before: start + bytes.count),
            object.separatorCount == 0 || start[position] == UInt8(ascii: ",")
        else { return anyField(in: &object) }
        object.separatorCount = 1
        object.seen |= bit
        object.expected = expected + 1
        position = here + object.fields.length(of: expected)
        return expected
    }

    @inline(never)
    private mutating func anyField(in object: inout JSONObjectCursor) -> Int? {
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
            if object.separatorCount == 0 {
                object.separatorCount = 1
            } else {
                guard next == UInt8(ascii: ",") else {
                    failHere(expected: "',' or '}'")
                    return nil
                }
                position += 1
            }
            if let field = plainKey(in: &object) { return field }
            guard !hasFailed else { return nil }
            if let field = anyKey(in: &object) { return field }
            guard !hasFailed else { return nil }
        }
    }

    /// The field whose key stands here as compact JSON has it; nil, with nothing consumed, for every other key.
    private mutating func plainKey(in object: inout JSONObjectCursor) -> Int? {
        let fields = object.fields
        // The next ones first: what is missing is most often optional.
        for offset in 0..<fields.count {
            let field = (object.expected + offset) % fields.count
            guard fields.stands(field, at: start + position, before: start + bytes.count) else { continue }
            guard object.mark(field) else { return nil }
            position += fields.length(of: field)
            object.expected = field + 1
            return field
        }
        return nil
    }

    /// Reads any key and its colon; nil when the key is unknown and its value was skipped.
    @inline(never)
    private mutating func anyKey(in object: inout JSONObjectCursor) -> Int? {
        _ = peek()
        let offset = position
        guard var name = keyText() else { return nil }
        let field = name.withUTF8 { object.fields.index(of: $0) }
        guard field.map({ object.mark($0) }) ?? object.rareParts().unknown.insert(true, forKey: name) else {
            fail(.duplicateKey(name), at: offset)
            return nil
        }
        guard skip(UInt8(ascii: ":")) else {
            failHere(expected: "':'")
            return nil
        }
        if let field {
            object.expected = field + 1
            return field
        }
        _ = peek()
        if limits.refusesUnknownFields, !object.rareParts().isDiscriminator(name) {
            report(.unknownField(name), at: object.offset)
        }
        skipValue()
        return nil
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
    public mutating func endObject(_ object: borrowing JSONObjectCursor) -> Bool {
        guard object.isObject else { return false }
        depth -= 1
        let required = object.fields.required
        if object.seen & required == required, !object.fields.hasRequiredBeyond { return !hasFailed }
        return reportMissing(object)
    }

    @inline(never)
    private mutating func reportMissing(_ object: borrowing JSONObjectCursor) -> Bool {
        var isComplete = !hasFailed
        let required = (0..<64).filter { object.fields.required & 1 << UInt64($0) != 0 } + object.fields.requiredBeyond
        for field in required where !object.hasSeen(field) {
            report(.required("\(object.fields.text(field))"), at: object.offset)
            isComplete = false
        }
        return isComplete
    }
}
