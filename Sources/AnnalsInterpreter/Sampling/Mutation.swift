public import AnnalsJSON
import AnnalsValues

/// Damages payloads: a key missing, a value of another type, a number out of range.
public enum Mutation {
    /// The payload with one thing changed somewhere. Most results are invalid, but not all.
    public static func of(_ payload: JSONValue, using random: inout SplitMix64) -> JSONValue {
        let places = count(payload)
        var target = Int.random(in: 0..<max(1, places), using: &random)
        return replaced(payload, &target, using: &random)
    }

    private static let replacements: [JSONValue] = [
        .null, .bool(true), .integer(-1), .integer(Int128(UInt64.max) + 1), .number(JSONNumber(1.5) ?? JSONNumber(0)),
        .string("\u{0} no value"), .array([.null]), .object(["unexpected": .null]),
    ]

    private static func count(_ value: JSONValue) -> Int {
        switch value {
        case .array(let elements): 1 + elements.reduce(0) { $0 + count($1) }
        case .object(let members): 1 + members.reduce(0) { $0 + count($1.value) }
        default: 1
        }
    }

    /// Counts down to the value that is to be changed and changes it.
    private static func replaced(
        _ value: JSONValue, _ target: inout Int, using random: inout SplitMix64
    ) -> JSONValue {
        target -= 1
        guard target != -1 else { return changed(value, using: &random) }
        switch value {
        case .array(let elements): return .array(elements.map { replaced($0, &target, using: &random) })
        case .object(let members): return .object(members.mapValues { replaced($0, &target, using: &random) })
        default: return value
        }
    }

    private static func changed(_ value: JSONValue, using random: inout SplitMix64) -> JSONValue {
        if case .object(var members) = value, let key = members.keys.randomElement(using: &random),
            random.happens(percent: 80)
        {
            members[key] = nil
            return .object(members)
        }
        return replacements.filter { $0.typeName != value.typeName || $0 == .integer(-1) }.randomElement(using: &random)
            ?? .null
    }
}
