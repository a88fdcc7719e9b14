import AnnalsEvaluation
import AnnalsValues
import Foundation

@testable import AnnalsExpression

/// A case of the conformance files of CEL, which another project wrote.
struct ConformanceCase: Decodable {
    struct Expected: Decodable {
        var value: TypedValue?
    }

    struct Binding: Decodable {
        var value: TypedValue?
    }

    struct Check: Decodable {
        var verdict: String
        var type: String?
    }

    var id: String
    var expr: String
    var variables: [String: String]?
    var bindings: [String: Binding]?
    var expected: Expected?
    var check: Check
    var profile: String?

    /// `ANNALS_CONFORMANCE`, or `shared/conformance` beside the package.
    private static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment["ANNALS_CONFORMANCE"]
        let package = (0..<4).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        return environment.map { URL(fileURLWithPath: $0) }
            ?? package.deletingLastPathComponent().appendingPathComponent("shared/conformance")
    }()

    /// The cases of a file; none, and said so, where there is no such file.
    static func cases(_ file: String) throws -> [ConformanceCase] {
        let place = folder.appendingPathComponent("cel/\(file)")
        guard FileManager.default.fileExists(atPath: place.path) else {
            print("CEL conformance skipped: there is no file \(place.path); set ANNALS_CONFORMANCE")
            return []
        }
        return try JSONDecoder().decode([ConformanceCase].self, from: Data(contentsOf: place))
    }

    /// The variables with our types; nil where there is a type that we do not have.
    var environment: TypeEnvironment? {
        var types: [String: ExpressionType] = [:]
        for (name, text) in variables ?? [:] {
            guard let type = ConformanceCase.types[text] else { return nil }
            types[name] = type
        }
        return TypeEnvironment(variables: types)
    }

    static let types: [String: ExpressionType] = [
        "string": .string, "int": .int, "bool": .bool, "uint": .uint, "double": .double, "bytes": .bytes,
        "timestamp": .timestamp, "duration": .duration, "list(int)": .list(.int), "list(string)": .list(.string),
        "map(string, string)": .map(.string, .string), "list<int>": .list(.int), "list<string>": .list(.string),
    ]
}

/// A value with its type, such as `{"int": "1"}`.
struct TypedValue: Decodable {
    var value: Value?

    private enum Kind: String, CodingKey {
        case null, bool, int, uint, double, string, bytes, list, map, timestamp, duration
    }

    /// Nil inside for what we do not have, such as maps with other keys than strings.
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
                guard let key = entry[0].value, let member = entry[1].value else { return }
                members[key] = member
            }
            value = .map(members)
        case nil: value = nil
        }
    }
}
