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
    }

    /// The most bytes that are read.
    public static let maximumSize = 256 << 20

    /// Reads a file, or the standard input for `-`.
    ///
    /// A file that is one JSON text holds one payload; otherwise every line is one.
    ///
    /// - Returns: The payloads that could be read; what is wrong was reported.
    public static func read(_ path: String, _ diagnostics: inout Diagnostics) -> [Entry] {
        guard let bytes = path == "-" ? standardInput() : FileReader.read(path, limit: maximumSize, &diagnostics) else {
            return []
        }
        let name = path == "-" ? "standard input" : path
        let limits = JSONLimits(size: maximumSize)
        if let whole = try? JSONValue(parsing: bytes, limits: limits) { return [entry(whole, name, line: 1)] }
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
            return entry(value, name, line: number + 1)
        }
    }

    private static func standardInput() -> [UInt8]? {
        (try? FileHandle.standardInput.read(upToCount: maximumSize)).map { Array($0) }
    }

    private static func entry(_ value: JSONValue, _ file: String, line: Int) -> Entry {
        var entry = Entry(
            location: SourceLocation(file: file, line: line, column: 1), type: nil, version: nil, payload: value)
        if case .string(let type)? = value["type"], let data = value["data"] {
            entry.type = type
            if case .number(let number)? = value["version"] { entry.version = number.integer(Int.self) }
            entry.payload = data
        }
        return entry
    }

    private static func report(_ bytes: [UInt8], _ file: String, firstLine: Int, _ diagnostics: inout Diagnostics) {
        do throws(JSONSyntaxError) {
            _ = try JSONValue(parsing: bytes, limits: JSONLimits(size: maximumSize))
        } catch {
            let place = SourceLocation(file: file, line: firstLine + error.line - 1, column: error.column)
            diagnostics.error("payload.syntax", error.description, at: place)
        }
    }
}
