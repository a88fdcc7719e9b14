public import AnnalsDiagnostics
public import AnnalsJSON
import Foundation

/// Payloads to look at: one JSON text, or JSON Lines, each a payload alone or in an envelope with `type`, `version` and
/// `data`.
public struct PayloadFile: Sendable {
    /// A payload and what it claims to be.
    public struct Entry: Sendable {
        /// The file and line, for messages.
        public var location: SourceLocation
        /// The event's name, when an envelope says it.
        public var type: String?
        /// The version, when an envelope says it.
        public var version: Int?
        /// The payload.
        public var payload: JSONValue
        /// The envelope with all that it says about the event; nil for a payload alone.
        public var envelope: JSONValue?
    }

    /// The most bytes that are read.
    public static let maximumSize = 256 << 20

    /// Reads a file, or the standard input for `-`.
    ///
    /// A file that is one JSON text holds one payload; otherwise every line is one.
    ///
    /// - Returns: The payloads that could be read; what is wrong was reported.
    public static func read(_ path: String, _ diagnostics: inout Diagnostics) -> [Entry] {
        let bytes =
            path == "-"
            ? standardInput(&diagnostics) : FileReader.read(path, limit: maximumSize, &diagnostics)
        guard let bytes else { return [] }
        let name = path == "-" ? "standard input" : path
        let limits = JSONLimits(size: maximumSize)
        if let whole = try? JSONValue(parsing: bytes, limits: limits) {
            return entry(whole, name, line: 1, &diagnostics).map { [$0] } ?? []
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let texts = lines.enumerated().filter { !$0.element.allSatisfy { $0 <= 0x20 } }
        // A single text with a mistake is best explained as a whole, with its own lines.
        guard texts.count > 1, (try? JSONValue(parsing: Array(texts[0].element))) != nil else {
            report(bytes, name, firstLine: 1, &diagnostics)
            return []
        }
        return texts.compactMap { number, text in
            guard let value = try? JSONValue(parsing: Array(text)) else {
                report(Array(text), name, firstLine: number + 1, &diagnostics)
                return nil
            }
            return entry(value, name, line: number + 1, &diagnostics)
        }
    }

    /// The whole standard input; nil, with a report, when it is too large.
    private static func standardInput(_ diagnostics: inout Diagnostics) -> [UInt8]? {
        let data = (try? FileHandle.standardInput.read(upToCount: maximumSize + 1)) ?? Data()
        guard data.count <= maximumSize else {
            diagnostics.error(
                "project.too-large", "the standard input has more than the \(maximumSize) bytes that are read", at: nil)
            return nil
        }
        return Array(data)
    }

    private static func entry(
        _ value: JSONValue, _ file: String, line: Int, _ diagnostics: inout Diagnostics
    ) -> Entry? {
        var entry = Entry(location: SourceLocation(file: file, line: line, column: 1), payload: value)
        guard case .string(let type)? = value["type"], let data = value["data"] else { return entry }
        entry.type = type
        entry.payload = data
        entry.envelope = value
        if let version = value["version"] {
            guard case .number(let number) = version, let integer = number.integer(Int.self) else {
                diagnostics.error(
                    "payload.envelope", "'version' in the envelope is \(version.text), expected a whole number",
                    at: entry.location)
                return nil
            }
            entry.version = integer
        }
        return entry
    }

    private static func report(_ bytes: [UInt8], _ file: String, firstLine: Int, _ diagnostics: inout Diagnostics) {
        do throws(JSONSyntaxError) {
            _ = try JSONValue(parsing: bytes, limits: JSONLimits(size: maximumSize))
        } catch {
            let place = SourceLocation(file: file, line: firstLine + error.line - 1, column: error.column)
            diagnostics.error("payload.syntax", "invalid JSON: \(error.reason)", at: place)
        }
    }
}
