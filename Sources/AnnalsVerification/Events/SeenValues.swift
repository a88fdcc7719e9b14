import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
public import AnnalsValues

/// What was seen of the values at one place of payloads: of a field, of the elements of a list, of the values of a map.
public struct SeenValues: Hashable, Sendable {
    /// How often there was a value.
    public private(set) var present = 0
    /// How often there was none: the key was missing or its value null.
    public private(set) var absent = 0
    /// The least and the greatest number.
    public private(set) var numbers: ClosedRange<DecimalNumber>?
    /// The least and the greatest length of texts in code points.
    public private(set) var lengths: ClosedRange<Int>?
    /// The least and the greatest number of elements or keys.
    public private(set) var counts: ClosedRange<Int>?
    /// How often each value of an enum, tag of a union or truth value was seen.
    public private(set) var choices: [String: Int] = [:]
    /// What was seen inside, by the name of the field; `[]` are the elements of a list, `{}` the values of a map.
    public private(set) var parts: [String: SeenValues] = [:]

    /// Types may have themselves inside.
    private static let greatestDepth = 8
    /// Open enums have any number of values.
    private static let greatestChoices = 100

    /// Creates what nothing was seen of.
    public init() {}

    /// Looks at a payload, whether it is valid or not.
    mutating func see(_ payload: JSONValue, _ fields: [Field], _ index: ShapeIndex) {
        present += 1
        see(fields, of: payload, index, 0)
    }

    private mutating func see(_ fields: [Field], of object: JSONValue, _ index: ShapeIndex, _ depth: Int) {
        for field in fields {
            parts[field.name, default: SeenValues()].see(
                object[field.name], index.unwrapped(field.type).type, index, depth)
        }
    }

    private mutating func see(_ value: JSONValue?, _ type: ValueType, _ index: ShapeIndex, _ depth: Int) {
        guard let value, value != .null else {
            absent += 1
            return
        }
        present += 1
        switch (type, value) {
        case (.scalar(.decimal, _), .string(let text)): if let number = DecimalNumber(text) { see(number) }
        case (.scalar(.json, _), _): break
        case (.scalar, .number(let number)): if let number = number.decimal { see(number) }
        case (.scalar, .string(let text)): SeenValues.widen(&lengths, text.unicodeScalars.count)
        case (.scalar, .bool(let flag)): see(choice: flag ? "true" : "false")
        case (.list(let element, _), .array(let values)):
            SeenValues.widen(&counts, values.count)
            let type = index.unwrapped(element).type
            for value in values { inside("[]", depth) { $0.see(value, type, index, $1) } }
        case (.map(let element, _), .object(let members)):
            SeenValues.widen(&counts, members.count)
            let type = index.unwrapped(element).type
            for member in members { inside("{}", depth) { $0.see(member.value, type, index, $1) } }
        case (.named(let name), _):
            guard let definition = index.type(name)?.definition else { return }
            see(value, definition, index, depth)
        default: break
        }
    }

    private mutating func see(_ value: JSONValue, _ definition: TypeDefinition, _ index: ShapeIndex, _ depth: Int) {
        switch (definition, value) {
        case (.enumeration, .string(let text)): see(choice: text)
        case (.record(let fields), .object) where depth < SeenValues.greatestDepth:
            see(fields, of: value, index, depth + 1)
        case (.union(let union), .object):
            guard case .string(let tag)? = value[union.discriminator] else { return }
            see(choice: tag)
            guard let name = union.alternative(tag)?.type, let alternative = index.type(name)?.definition else {
                return
            }
            inside(tag, depth) { $0.see(value, alternative, index, $1) }
        default: break
        }
    }

    private mutating func inside(_ part: String, _ depth: Int, _ look: (inout SeenValues, Int) -> Void) {
        guard depth < SeenValues.greatestDepth else { return }
        look(&parts[part, default: SeenValues()], depth + 1)
    }

    private mutating func see(_ number: DecimalNumber) { SeenValues.widen(&numbers, number) }

    private mutating func see(choice: String) {
        guard choices[choice] != nil || choices.count < SeenValues.greatestChoices else { return }
        choices[choice, default: 0] += 1
    }

    private static func widen<Bound>(_ range: inout ClosedRange<Bound>?, _ value: Bound) {
        guard let known = range else {
            range = value...value
            return
        }
        if value < known.lowerBound { range = value...known.upperBound }
        if value > known.upperBound { range = known.lowerBound...value }
    }

    /// Adds what was seen elsewhere of the same place.
    mutating func merge(_ other: SeenValues) {
        present += other.present
        absent += other.absent
        for number in [other.numbers?.lowerBound, other.numbers?.upperBound].compactMap(\.self) { see(number) }
        for length in [other.lengths?.lowerBound, other.lengths?.upperBound].compactMap(\.self) {
            SeenValues.widen(&lengths, length)
        }
        for count in [other.counts?.lowerBound, other.counts?.upperBound].compactMap(\.self) {
            SeenValues.widen(&counts, count)
        }
        choices.merge(other.choices, uniquingKeysWith: +)
        for (name, part) in other.parts { parts[name, default: SeenValues()].merge(part) }
    }
}
