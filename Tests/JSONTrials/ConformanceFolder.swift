public import AnnalsJSON
import AnnalsValues
public import Foundation

/// The test suites of others, which are read where they are.
public enum ConformanceFolder {
    /// `ANNALS_CONFORMANCE`, or `shared/conformance` beside the package.
    public static let url: URL = {
        if let path = ProcessInfo.processInfo.environment["ANNALS_CONFORMANCE"] { return URL(filePath: path) }
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return package.deletingLastPathComponent().appending(path: "shared/conformance")
    }()

    /// The JSON files below a folder, as their path there and their content.
    public static func files(_ folder: String) throws -> [(path: String, content: JSONValue)] {
        let place = url.appending(path: folder)
        let names = FileManager.default.enumerator(atPath: place.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
            (name, try JSONValue(parsing: Array(try Data(contentsOf: place.appending(path: name)))))
        }
    }
}

extension JSONValue {
    /// The elements of an array; none of anything else.
    public var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    /// The text of a string; empty for anything else.
    public var string: String { if case .string(let text) = self { text } else { "" } }

    /// Whether a number is in it that 64 bits do not hold.
    public var hasGreatNumber: Bool {
        switch self {
        case .number(let number):
            number.double == nil || (number.decimal?.isInteger ?? true) && number.integer(Int.self) == nil
        case .array(let elements): elements.contains(where: \.hasGreatNumber)
        case .object(let members): members.values.contains(where: \.hasGreatNumber)
        default: false
        }
    }
}
