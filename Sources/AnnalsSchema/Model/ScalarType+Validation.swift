public import AnnalsJSON
import AnnalsPattern
public import AnnalsValues

extension ScalarType {
    /// The rules that a value violates, in the order in which the generated reader reports them.
    public func violations(of value: JSONValue, _ constraints: Constraints) -> [Rule] {
        switch (self, value) {
        case (.json, _), (.bool, .bool): []
        case (.string, .string(let text)): constraints.textViolations(text)
        case (.int, .number(let number)): integer(Int.self, number, constraints)
        case (.int32, .number(let number)): integer(Int32.self, number, constraints)
        case (.uint, .number(let number)): integer(UInt.self, number, constraints)
        case (.double, .number(let number)): constraints.doubleViolations(number)
        case (.decimal, .string(let text)):
            DecimalNumber(text).map(constraints.decimalViolations) ?? [.format(.decimal)]
        case (.bytes, .string(var text)):
            text.withUTF8 { Base64.decode($0) }.map { constraints.lengthViolations($0.count) } ?? [.format(.bytes)]
        case (.uuid, .string(let text)): UniqueID(text) == nil ? [.format(.uuid)] : []
        case (.timestamp, .string(let text)): Timestamp(text) == nil ? [.format(.timestamp)] : []
        case (.date, .string(let text)): CalendarDate(text) == nil ? [.format(.date)] : []
        case (.duration, .string(let text)): TimeSpan(text) == nil ? [.format(.duration)] : []
        case (.uri, .string(let text)): URIText.isValid(text) ? [] : [.format(.uri)]
        default: [.type(jsonType)]
        }
    }

    /// The JSON type of the values, as JSON Schema names it.
    public var jsonType: String {
        switch self {
        case .bool: "boolean"
        case .int, .int32, .uint: "integer"
        case .double: "number"
        default: "string"
        }
    }

    private func integer<Integer: FixedWidthInteger>(
        _ type: Integer.Type, _ number: JSONNumber, _ constraints: Constraints
    ) -> [Rule] {
        switch IntegerReading<Integer>(number) {
        case .value(let value): constraints.decimalViolations(DecimalNumber(value))
        case .fraction: [.type("integer")]
        case .tooSmall: [.minimum(DecimalNumber(Integer.min))]
        case .tooLarge: [.maximum(DecimalNumber(Integer.max))]
        }
    }
}

extension Constraints {
    func decimalViolations(_ value: DecimalNumber) -> [Rule] {
        var rules: [Rule] = []
        if let bound = number(.minimum), value < bound { rules.append(.minimum(bound)) }
        if let bound = number(.maximum), value > bound { rules.append(.maximum(bound)) }
        if let bound = number(.exclusiveMinimum), value <= bound { rules.append(.exclusiveMinimum(bound)) }
        if let bound = number(.exclusiveMaximum), value >= bound { rules.append(.exclusiveMaximum(bound)) }
        if let divisor = number(.multipleOf), !value.isMultiple(of: divisor) { rules.append(.multipleOf(divisor)) }
        return rules
    }

    /// A double is compared as the double that the program will see.
    func doubleViolations(_ number: JSONNumber) -> [Rule] {
        guard let value = Double(number.text) else { return [.type("number")] }
        var rules: [Rule] = []
        let largest = DecimalNumber(shortest: .greatestFiniteMagnitude) ?? .zero
        let smallest = DecimalNumber(shortest: -.greatestFiniteMagnitude) ?? .zero
        let minimum = self.number(.minimum) ?? smallest
        let maximum = self.number(.maximum) ?? largest
        if value < minimum.double { rules.append(.minimum(minimum)) }
        if value > maximum.double { rules.append(.maximum(maximum)) }
        if let bound = self.number(.exclusiveMinimum), value <= bound.double { rules.append(.exclusiveMinimum(bound)) }
        if let bound = self.number(.exclusiveMaximum), value >= bound.double { rules.append(.exclusiveMaximum(bound)) }
        if let divisor = self.number(.multipleOf), number.decimal?.isMultiple(of: divisor) != true {
            rules.append(.multipleOf(divisor))
        }
        return rules
    }

    func textViolations(_ text: String) -> [Rule] {
        var rules = lengthViolations(text.unicodeScalars.count)
        if case .pattern(let source) = self[.pattern], !Pattern(validated: source).matches(text) {
            rules.append(.pattern(source))
        }
        return rules
    }

    func lengthViolations(_ length: Int) -> [Rule] {
        var rules: [Rule] = []
        if let count = count(.minLength), length < count { rules.append(.minLength(count)) }
        if let count = count(.maxLength), length > count { rules.append(.maxLength(count)) }
        return rules
    }

    /// The rules that a list of this length violates; `uniqueItems` when an element stands twice.
    public func violations(ofList elements: [JSONValue]) -> [Rule] {
        var rules: [Rule] = []
        if let count = count(.minItems), elements.count < count { rules.append(.minItems(count)) }
        if let count = count(.maxItems), elements.count > count { rules.append(.maxItems(count)) }
        if self[.uniqueItems] == .flag, elements.hasRepeatedElement { rules.append(.uniqueItems) }
        return rules
    }

    /// The rules that a map with this many keys violates.
    public func violations(ofMapWithCount size: Int) -> [Rule] {
        var rules: [Rule] = []
        if let count = count(.minProperties), size < count { rules.append(.minProperties(count)) }
        if let count = count(.maxProperties), size > count { rules.append(.maxProperties(count)) }
        return rules
    }

    /// The argument of a bound.
    public func number(_ keyword: ConstraintKeyword) -> DecimalNumber? {
        if case .number(let number) = self[keyword] { number } else { nil }
    }

    /// The argument of a length or count.
    public func count(_ keyword: ConstraintKeyword) -> Int? {
        if case .count(let count) = self[keyword] { count } else { nil }
    }
}
