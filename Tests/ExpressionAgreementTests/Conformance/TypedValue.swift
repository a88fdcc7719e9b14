import AnnalsEvaluation
import AnnalsValues
import Foundation

/// A value as the conformance files write it, such as `{"int": "1"}`.
struct TypedValue: Decodable, Sendable {
    /// The value; nil for one that we do not have, such as a type as a value.
    var value: Value?

    private enum Kind: String, CodingKey {
        case null, bool, int, uint, double, string, bytes, list, map, timestamp, duration
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Kind.self)
        func text(_ kind: Kind) throws -> String { try container.decode(String.self, forKey: kind) }
        switch container.allKeys.first {
        case .null: value = .null
        case .bool: value = .bool(try container.decode(Bool.self, forKey: .bool))
        case .int: value = Int(try text(.int)).map { .int($0) }
        case .uint: value = UInt(try text(.uint)).map { .uint($0) }
        case .double: value = Double(try text(.double)).map { .double($0) }
        case .string: value = .string(try text(.string))
        case .bytes: value = Data(base64Encoded: try text(.bytes)).map { .bytes(Array($0)) }
        case .timestamp: value = Timestamp(try text(.timestamp)).map { .timestamp($0) }
        case .duration: value = TimeSpan(try text(.duration)).map { .duration($0) }
        case .list:
            let elements = try container.decode([TypedValue].self, forKey: .list).map(\.value)
            value = elements.contains(nil) ? nil : .list(elements.compactMap { $0 })
        case .map:
            var members = KeyedMap<Value, Value>()
            for entry in try container.decode([[TypedValue]].self, forKey: .map) {
                guard entry.count == 2, let key = entry[0].value, let member = entry[1].value else { return }
                members[key] = member
            }
            value = .map(members)
        case nil: value = nil
        }
    }
}
