import AnnalsEvaluation
import AnnalsExpression
import Foundation

/// A case of the conformance files of CEL, which another project wrote.
struct ConformanceCase: Decodable, Sendable {
    /// What the case must end with: a value, an error, or only a type.
    struct Expected: Decodable, Sendable {
        var value: TypedValue?
        var error: String?
        var type: String?
    }

    struct Binding: Decodable, Sendable {
        var value: TypedValue?
    }

    /// What another implementation's checker says.
    struct Check: Decodable, Sendable {
        var verdict: String
        var type: String?
    }

    private struct Anything: Decodable, Sendable {}

    var id: String
    var expr: String
    var variables: [String: String]?
    var bindings: [String: Binding]?
    var expected: Expected?
    var check: Check?
    var needs: [String]?
    var container: String?
    var check_only: Bool?
    private var profile: String?
    private var functions: Anything?

    /// The tier: what our static language must do is `core`, `next` and `static-reject`. Where a file states none, the
    /// verdict of the other implementation's checker stands for it.
    var tier: String { profile ?? (check?.verdict == "rejected" ? "static-reject" : "core") }

    /// Whether the case must pass, unless it is on the list of what is left out.
    var isDemanded: Bool { ["core", "next", "static-reject"].contains(tier) }

    /// Whether the case declares functions of its own.
    var declaresFunctions: Bool { functions != nil }

    /// The variables with our types; nil where there is a type that we do not have, such as `dyn`.
    var environment: [String: ExpressionType]? {
        var types: [String: ExpressionType] = [:]
        for (name, text) in variables ?? [:] {
            guard let type = TypeText.type(text), !type.isDynamic else { return nil }
            types[name] = type
        }
        return types
    }

    /// The values of the declared variables; nil where one is no value of ours, or an error.
    var values: [String: Value]? {
        var values: [String: Value] = [:]
        for name in (variables ?? [:]).keys {
            guard let binding = bindings?[name] else { continue }
            guard let value = binding.value?.value else { return nil }
            values[name] = value
        }
        return values
    }
}

/// The files of the conformance suite.
enum ConformanceFiles {
    /// `cel` below `ANNALS_CONFORMANCE`, or below `shared/conformance` beside the package.
    static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment["ANNALS_CONFORMANCE"]
        let package = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let root = environment.map { URL(filePath: $0) } ?? package.appending(path: "../shared/conformance")
        return root.appending(path: "cel").standardizedFileURL
    }()

    /// Every file with its cases, by name; empty where there is no such folder.
    static func all() throws -> [(name: String, cases: [ConformanceCase])] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }
        return try names.sorted().map { name in
            let data = try Data(contentsOf: folder.appending(path: name))
            return (name, try JSONDecoder().decode([ConformanceCase].self, from: data))
        }
    }
}
