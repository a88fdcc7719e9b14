import Foundation

/// Runs a validator that others wrote: a script in Python that answers a line for each line of its input.
public enum PythonOracle {
    /// The script ended with an error.
    public struct Failure: Error {
        /// How it ended.
        public let status: Int32
    }

    /// The answers; nil where Python or what the script imports is not installed, of which exit code 77 speaks.
    ///
    /// - Parameters:
    ///   - script: The script.
    ///   - schemas: What stands in the file that is its argument.
    ///   - input: What it reads.
    public static func answers(script: String, schemas: String, input: String) throws -> [Substring]? {
        let folder = FileManager.default.temporaryDirectory.appending(path: "annals-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (program, file, lines) = (
            folder.appending(path: "oracle.py"), folder.appending(path: "schemas.json"), folder.appending(path: "input")
        )
        try Data(script.utf8).write(to: program)
        try Data(schemas.utf8).write(to: file)
        try Data(input.utf8).write(to: lines)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", program.path, file.path]
        process.standardInput = try FileHandle(forReadingFrom: lines)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 77 || process.terminationStatus == 127 { return nil }
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }

    /// Judges values by JSON Schemas with Python's `jsonschema`. The file has pairs of a draft and a schema; the input has
    /// lines of a schema's number, a tab and a value. The answer is `1` or `0`, or `?` where Python's patterns are not those
    /// of JSON Schema.
    public static let jsonSchema = """
        import json, re, sys
        try:
            from jsonschema import Draft7Validator, Draft202012Validator
        except ImportError:
            sys.exit(77)
        kinds = {"7": Draft7Validator, "2020-12": Draft202012Validator}
        validators = [kinds[draft](schema) for draft, schema in json.load(open(sys.argv[1]))]
        for line in sys.stdin.buffer:
            number, _, value = line.decode().rstrip("\\n").partition("\\t")
            try:
                print(1 if validators[int(number)].is_valid(json.loads(value)) else 0)
            except re.error:
                print("?")
        """
}
