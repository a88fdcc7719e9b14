public import AnnalsValues

extension JSONReader {
    /// Reads an array.
    ///
    /// - Parameter element: Reads one element; nil when it recorded a violation.
    /// - Returns: The elements, or nil when this is no array or an element is missing from the result.
    @inlinable
    public mutating func list<Element>(
        minItems: Int = 0, maxItems: Int = .max, uniqueItems: Bool = false,
        _ element: (inout JSONReader) -> Element?
    ) -> [Element]? {
        guard let offset = beginArray() else { return nil }
        var elements: [Element] = []
        var count = 0
        while nextElement(isFirst: count == 0) {
            if count == 0 { elements.reserveCapacity(JSONReader.firstCapacity(MemoryLayout<Element>.stride)) }
            count += 1
            if let value = element(&self) { elements.append(value) }
        }
        endArray(at: offset, count: count, minItems: minItems, maxItems: maxItems, uniqueItems: uniqueItems)
        return elements.count == count ? elements : nil
    }

    /// Reads an object as a map.
    @inlinable
    public mutating func map<Value>(
        minProperties: Int = 0, maxProperties: Int = .max, _ value: (inout JSONReader) -> Value?
    ) -> OrderedMap<Value>? {
        guard let offset = beginMap() else { return nil }
        var members = OrderedMap<Value>()
        var keys = MapKeys()
        while let key = nextKey(&keys) {
            if let member = value(&self) { members[key] = member }
        }
        endMap(at: offset, count: keys.count, minProperties: minProperties, maxProperties: maxProperties)
        return members.count == keys.count ? members : nil
    }

    /// Reads a value or `null`: an element of `list<T?>`.
    @inlinable
    public mutating func nullable<Value>(_ value: (inout JSONReader) -> Value?) -> Value?? {
        if skipNull() { return .some(nil) }
        return value(&self).map { .some($0) }
    }

    // MARK: - Parts that do not depend on the element type

    /// For how many elements a list has room at first: for 256 bytes of them and at most eight, so that short lists are
    /// allocated once.
    @inlinable
    static func firstCapacity(_ stride: Int) -> Int { max(1, min(8, 256 / max(stride, 1))) }

    @usableFromInline
    mutating func beginArray() -> Int? {
        guard peek() == UInt8(ascii: "[") else {
            mismatch("array")
            return nil
        }
        position += 1
        return descend() ? position - 1 : nil
    }

    @usableFromInline
    mutating func nextElement(isFirst: Bool) -> Bool {
        guard !hasFailed else { return false }
        guard let next = peek() else {
            fail(.unexpectedEnd)
            return false
        }
        if next == UInt8(ascii: "]") {
            position += 1
            return false
        }
        if isFirst { return true }
        guard skip(UInt8(ascii: ",")) else {
            failHere(expected: "',' or ']'")
            return false
        }
        if peek() == UInt8(ascii: "]") { failHere(expected: "a value") }
        return !hasFailed
    }

    @usableFromInline
    mutating func endArray(at offset: Int, count: Int, minItems: Int, maxItems: Int, uniqueItems: Bool) {
        depth -= 1
        guard !hasFailed else { return }
        if count < minItems { reportConstraint(.minItems(minItems), at: offset) }
        if count > maxItems { reportConstraint(.maxItems(maxItems), at: offset) }
        if uniqueItems, count > 1, !limits.isTrusted, hasRepeatedElement(offset) { report(.uniqueItems, at: offset) }
    }

    /// Reads the array once more as plain JSON: equality is JSON's, whatever the Swift type thinks of it.
    private func hasRepeatedElement(_ offset: Int) -> Bool {
        var reader = JSONReader(UnsafeBufferPointer(rebasing: bytes[offset..<position]), limits: limits)
        guard case .array(let elements)? = reader.json() else { return false }
        return elements.hasRepeatedElement
    }

    /// What is known of the keys of a map that is being read.
    @usableFromInline
    struct MapKeys {
        @usableFromInline var count = 0
        var seen = OrderedMap<Bool>()

        @usableFromInline
        init() {}
    }

    @usableFromInline
    mutating func beginMap() -> Int? {
        guard peek() == UInt8(ascii: "{") else {
            mismatch("object")
            return nil
        }
        position += 1
        return descend() ? position - 1 : nil
    }

    /// The next key with the reader before its value; nil at the end.
    @usableFromInline
    mutating func nextKey(_ keys: inout MapKeys) -> String? {
        guard !hasFailed else { return nil }
        if skip(UInt8(ascii: "}")) { return nil }
        if keys.count > 0 {
            guard skip(UInt8(ascii: ",")) else {
                failHere(expected: "',' or '}'")
                return nil
            }
            _ = peek()
        }
        let offset = position
        guard let key = keyText() else { return nil }
        guard keys.seen.insert(true, forKey: key) else {
            fail(.duplicateKey(key), at: offset)
            return nil
        }
        guard skip(UInt8(ascii: ":")) else {
            failHere(expected: "':'")
            return nil
        }
        keys.count += 1
        return key
    }

    @usableFromInline
    mutating func endMap(at offset: Int, count: Int, minProperties: Int, maxProperties: Int) {
        depth -= 1
        guard !hasFailed else { return }
        if count < minProperties { reportConstraint(.minProperties(minProperties), at: offset) }
        if count > maxProperties { reportConstraint(.maxProperties(maxProperties), at: offset) }
    }

    // MARK: - Any JSON

    /// Reads whatever is there.
    public mutating func json() -> JSONValue? {
        guard let next = peek() else {
            fail(.unexpectedEnd)
            return nil
        }
        switch next {
        case UInt8(ascii: "{"): return map { $0.json() }.map { .object($0) }
        case UInt8(ascii: "["): return list { $0.json() }.map { .array($0) }
        case UInt8(ascii: "\""): return stringToken().map { .string($0) }
        case UInt8(ascii: "t"): return literal("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return literal("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return literal("null") ? .null : nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return numberToken().map { .number(JSONNumber(validated: String(decoding: $0.text, as: UTF8.self))) }
        default: failHere(expected: "a value")
        }
        return nil
    }
}
