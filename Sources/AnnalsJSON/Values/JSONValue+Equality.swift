import AnnalsValues

extension JSONValue {
    /// Whether two values are equal as JSON Schema sees it: numbers by value, strings by their code points, objects
    /// without order. It decides `uniqueItems`.
    ///
    /// Numbers beyond the limits of `DecimalNumber` are equal when their literals are.
    public func isEqual(to other: JSONValue) -> Bool {
        switch (self, other) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)):
            left.text == right.text || (left.decimal.map { $0 == right.decimal } ?? false)
        case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1) }
        case (.object(let left), .object(let right)):
            left.count == right.count
                && left.allSatisfy { entry in right[entry.key].map { entry.value.isEqual(to: $0) } ?? false }
        default: false
        }
    }

    /// Feeds what ``isEqual(to:)`` compares.
    fileprivate func hashContent(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .bool(let value): hasher.combine(value)
        case .number(let number):
            if let decimal = number.decimal { hasher.combine(decimal) } else { hasher.combine(number.text) }
        case .string(let text): JSONValue.hash(text, into: &hasher)
        case .array(let elements):
            hasher.combine(elements.count)
            for element in elements { element.hashContent(into: &hasher) }
        case .object(let members):
            var combined = 0
            for member in members {
                var entry = hasher
                JSONValue.hash(member.key, into: &entry)
                member.value.hashContent(into: &entry)
                combined ^= entry.finalize()
            }
            hasher.combine(combined)
        }
    }

    private static func hash(_ text: String, into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

/// A value with JSON Schema's equality, for sets.
private struct SchemaElement: Hashable {
    let value: JSONValue

    static func == (left: SchemaElement, right: SchemaElement) -> Bool { left.value.isEqual(to: right.value) }

    func hash(into hasher: inout Hasher) { value.hashContent(into: &hasher) }
}

extension [JSONValue] {
    /// Whether an element stands twice, as JSON Schema's `uniqueItems` sees it.
    public var hasRepeatedElement: Bool {
        var seen = Set<SchemaElement>()
        return contains { !seen.insert(SchemaElement(value: $0)).inserted }
    }
}
