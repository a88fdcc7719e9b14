import AnnalsImport
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Foundation
import JSONTrials
import Testing

/// What is imported without loss accepts what the JSON Schema accepts, in the words of a validator that others wrote:
/// Python's `jsonschema`, on the schemas of the compatibility pairs.
@Suite struct OracleTests {
    private struct Subject {
        let schema: JSONValue
        let draft: JSONSchemaDraft
        let imported: ImportedSchema
    }

    @Test func losslessTypesAgreeWithPython() throws {
        let subjects = try subjects()
        guard !subjects.isEmpty else {
            return print("import oracle skipped: nothing in \(ConformanceFolder.url.path); set ANNALS_CONFORMANCE")
        }
        var lines: [(subject: Int, value: JSONValue, isValid: Bool)] = []
        var pool: [JSONValue] = [.null, .integer(0), .string(""), .array([]), .object([:]), .bool(false)]
        var random = SplitMix64(seed: 3)
        for (number, subject) in subjects.enumerated() {
            guard let schema = subject.imported.schema, let type = subject.imported.type else { continue }
            let reading = subject.imported.reading
            let validator = Validator(
                schema, refusesUnknownFields: reading.refusesUnknownFields,
                refusesNullForAbsent: reading.refusesNullForAbsent)
            let samples = Sampler(schema).values(of: type, name: "\(number)", count: 12)
            let damaged = samples.map { Mutation.of($0, using: &random) }
            let values = (samples + damaged).compactMap { $0["value"] }
            pool += values.prefix(2)
            for value in values + (0..<12).compactMap({ _ in pool.randomElement(using: &random) }) {
                if value.hasGreatNumber || value.isReadOtherwise(by: subject.schema.text) { continue }
                let violations = validator.violations(of: .object(["value": value]), as: type)
                lines.append((number, value, violations.isEmpty))
            }
        }
        guard let verdicts = try verdicts(subjects, lines.map { "\($0.subject)\t\($0.value.text)\n" }.joined()) else {
            return print("import oracle skipped: 'python3 -m pip install jsonschema' is missing")
        }
        try #require(verdicts.count == lines.count)
        var wrong = 0
        for (line, verdict) in zip(lines, verdicts) where verdict == (line.isValid ? "0" : "1") {
            wrong += 1
            let subject = subjects[line.subject]
            Issue.record(
                "\(line.value.text) is \(line.isValid) for us: \(subject.schema.text)\n\(subject.imported.text)")
        }
        print(
            """
            import oracle: \(subjects.count) schemas, \(lines.count) values, \(wrong) wrong verdicts, \
            \(verdicts.count { $0 == "?" }) not judged because of patterns
            """)
    }

    /// A third of the different schemas of the pairs, as far as they are imported without loss.
    private func subjects() throws -> [Subject] {
        var subjects: [Subject] = []
        var seen: Set<String> = []
        var count = 0
        for (path, content) in try ConformanceFolder.files("compatibility") {
            for pair in content["cases"]?.elements ?? [] {
                for key in ["original", "updated", "schema1", "schema2", "writer", "reader"] {
                    guard let schema = pair[key] else { continue }
                    let isNewer = path.contains("2020") || schema["$schema"]?.string.contains("2020") ?? false
                    let draft: JSONSchemaDraft = isNewer ? .draft2020 : .draft7
                    guard seen.insert("\(draft) \(schema.text)").inserted else { continue }
                    count += 1
                    guard count % 3 == 0 else { continue }
                    let imported = JSONSchemaImport.type(of: schema, draft: draft)
                    if imported.isLossless {
                        subjects.append(Subject(schema: schema, draft: draft, imported: imported))
                    }
                }
            }
        }
        return subjects
    }

    /// The verdicts of the oracle; nil when it is not installed.
    private func verdicts(_ subjects: [Subject], _ input: String) throws -> [Substring]? {
        let schemas = subjects.map { "[\"\($0.draft.rawValue)\",\($0.schema.text)]" }.joined(separator: ",\n")
        return try PythonOracle.answers(script: PythonOracle.jsonSchema, schemas: "[\(schemas)]", input: input)
    }
}

extension JSONValue {
    /// Whether Python is known to judge a value in another way: it divides doubles for `multipleOf`, and has its own idea
    /// of `\s` and `\W`.
    fileprivate func isReadOtherwise(by schema: String) -> Bool {
        switch self {
        case .number(let number):
            schema.contains("multipleOf") && (number.integer(Int.self)?.magnitude ?? .max) >= 1 << 40
        case .string(let text): !text.utf8.allSatisfy { $0 < 0x80 } && schema.contains("\\\\")
        case .array(let elements): elements.contains { $0.isReadOtherwise(by: schema) }
        case .object(let members): members.values.contains { $0.isReadOtherwise(by: schema) }
        default: false
        }
    }
}
