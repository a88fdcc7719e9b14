import AnnalsGeneration
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Foundation
import Testing

/// The exported JSON Schema says what the interpreter says, in the words of a validator that others wrote: Python's
/// `jsonschema`.
@Suite struct JSONSchemaAgreementTests {
    /// Reads lines of a schema's name, a tab and a payload; prints `1` or `0` for each.
    private static let oracle = """
        import json, sys
        try:
            from jsonschema import Draft202012Validator
        except ImportError:
            sys.exit(77)
        schemas, validators = json.load(open(sys.argv[1])), {}
        for name, schema in schemas.items():
            Draft202012Validator.check_schema(schema)
            validators[name] = Draft202012Validator(schema)
        for line in sys.stdin.buffer:
            name, _, payload = line.decode().rstrip("\\n").partition("\\t")
            print(1 if validators[name].is_valid(json.loads(payload)) else 0)
        """

    @Test(arguments: Subject.all) func verdictsAreTheSame(_ subject: Subject) throws {
        let validator = Validator(subject.schema)
        let generator = JSONSchemaGenerator(subject.schema)
        var schemas: [String] = []
        var lines: [(name: String, payload: JSONValue, isValid: Bool)] = []
        for (_, version) in subject.versions {
            schemas.append("\"\(version.id)\": \(generator.schema(of: version).text)")
            for payload in subject.payloads(of: version, valid: 60, damaged: 120) {
                // JSON Schema has no words for rules across fields; it exports them as an annotation.
                let isValid = validator.violations(of: payload, as: version).allSatisfy { $0.keyword == "rules" }
                lines.append((version.id.description, payload, isValid))
            }
        }
        let input = lines.map { "\($0.name)\t\($0.payload.text)\n" }.joined()
        guard let verdicts = try run(schemas: "{\(schemas.joined(separator: ","))}", input: input) else {
            print(
                "skipped: JSON Schema against Python's jsonschema, because 'python3 -m pip install jsonschema' is missing"
            )
            return
        }
        try #require(verdicts.count == lines.count)
        for (line, verdict) in zip(lines, verdicts) {
            #expect(verdict == line.isValid, "\(line.name) \(line.payload.text)")
        }
        print("\(subject.name): \(lines.count) payloads, the verdicts of JSON Schema are the same")
    }

    /// The verdicts of the oracle; nil when it is not installed.
    private func run(schemas: String, input: String) throws -> [Bool]? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "annals-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (script, file, lines) = (
            folder.appending(path: "oracle.py"), folder.appending(path: "schemas.json"), folder.appending(path: "input")
        )
        try Data(JSONSchemaAgreementTests.oracle.utf8).write(to: script)
        try Data(schemas.utf8).write(to: file)
        try Data(input.utf8).write(to: lines)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path, file.path]
        process.standardInput = try FileHandle(forReadingFrom: lines)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 77 || process.terminationStatus == 127 { return nil }
        try #require(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map { $0 == "1" }
    }
}
