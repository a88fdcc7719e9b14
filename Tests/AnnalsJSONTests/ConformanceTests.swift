import AnnalsJSON
import Foundation
import JSONTrials
import Testing

/// The documents of JSONTestSuite, which another project wrote: read when they are there, and said when they are not.
@Suite("JSONTestSuite")
struct ConformanceTests {
    /// `ANNALS_CONFORMANCE`, or `shared/conformance` beside the package.
    private static let folder: URL = {
        let environment = ProcessInfo.processInfo.environment["ANNALS_CONFORMANCE"]
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return environment.map { URL(fileURLWithPath: $0) }
            ?? package.deletingLastPathComponent().appendingPathComponent("shared/conformance")
    }()

    /// Name and bytes of each document in a subfolder, by name.
    private func documents(_ subfolder: String) throws -> [(name: String, bytes: [UInt8])] {
        let place = ConformanceTests.folder.appendingPathComponent("json-parsing/\(subfolder)")
        guard FileManager.default.fileExists(atPath: place.path) else {
            print("JSONTestSuite skipped: there is no folder \(place.path); set ANNALS_CONFORMANCE")
            return []
        }
        return try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .map { ($0.lastPathComponent, Array(try Data(contentsOf: $0))) }
            .sorted { $0.name < $1.name }
    }

    /// The value, read in all the ways there are, which must agree with each other and with the reference: as any JSON,
    /// skipped, and as a field that a decoder does not know.
    private func value(_ bytes: [UInt8], _ name: String) -> JSONValue? {
        #expect(ReadingTrial.problems(bytes) == [], "\(name)")
        let whole = Array("{\"x\":".utf8) + bytes + Array(",\"productId\":\"p\",\"quantity\":1,\"price\":1}".utf8)
        #expect(Hostile.problems(whole, LineItem.self) == [], "\(name), as an unknown field")
        return try? JSONValue(parsing: bytes)
    }

    /// RFC 8259 leaves it open what a repeated key means, and readers differ; we refuse it, which the suite does not
    /// ask for.
    @Test("y_ is accepted but for repeated keys, n_ is refused, i_ does not crash")
    func verdicts() throws {
        var counts: [Character: Int] = [:]
        for (name, bytes) in try documents("open") {
            let isAccepted = value(bytes, name) != nil
            switch name.first {
            case "y": #expect(isAccepted != name.hasPrefix("y_object_duplicated_key"), "\(name)")
            case "n": #expect(!isAccepted, "\(name) must be refused")
            default: break
            }
            counts[name.first ?? "?", default: 0] += 1
        }
        if !counts.isEmpty {
            print("JSONTestSuite: \(counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)_" }) run")
        }
    }

    /// What we do with documents on which parsers disagree: nil is refused.
    private static let answers: [String: String] = [
        "number_-9223372036854775808.json": "[-9223372036854775808]",
        "number_-9223372036854775809.json": "[-9223372036854775809]",
        "number_1.0.json": "[1.0]",
        "number_1.000000000000000005.json": "[1.000000000000000005]",
        "number_1000000000000000.json": "[1000000000000000]",
        "number_10000000000000000999.json": "[10000000000000000999]",
        "number_1e-999.json": "[1E-999]",
        "number_1e6.json": "[1E6]",
        "number_9223372036854775807.json": "[9223372036854775807]",
        "number_9223372036854775808.json": "[9223372036854775808]",
        "object_key_nfc_nfd.json": "{\"\u{e9}\":\"NFC\",\"e\u{301}\":\"NFD\"}",
        "object_key_nfd_nfc.json": "{\"e\u{301}\":\"NFD\",\"\u{e9}\":\"NFC\"}",
        "string_with_escaped_NULL.json": "[\"A\\u0000B\"]",
    ]

    @Test("numbers stay exact, repeated keys and lone surrogates are refused")
    func transform() throws {
        let documents = try documents("transform")
        for (name, bytes) in documents {
            let text = value(bytes, name)?.text
            #expect(text.map { Array($0.utf8) } == ConformanceTests.answers[name].map { Array($0.utf8) }, "\(name)")
        }
        if !documents.isEmpty { print("JSONTestSuite transform: \(documents.count) run") }
    }
}

/// Any JSON, skipped.
struct Skipped {
    init?(from reader: inout JSONReader) {
        reader.skipValue()
    }
}
