import Foundation

/// The texts of events in a file: its lines, or the elements of the JSON array that it is.
struct EventTexts {
    /// A text and where it stands.
    struct Text {
        var bytes: [UInt8]
        /// The line on which it begins, from 1.
        var line: Int
        /// Which one it is: that of its line, or of the element, from 1.
        var number: Int
        /// Which part of the file was read until there, from 0 to 1.
        var part: Double
    }

    private enum Source {
        case lines(LineReader)
        case array(ArrayReader)
    }

    private let size: Double
    private var source: Source
    /// Whether the file is an array, which its first character tells.
    let isArray: Bool

    /// Opens a file.
    ///
    /// - Throws: What the system says.
    init(_ path: String) throws {
        size = Double(max(1, (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 1))
        // The file is closed when nothing holds the handle any more.
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        let beginning = try handle.read(upToCount: 1 << 16) ?? Data()
        try handle.seek(toOffset: 0)
        isArray = beginning.first { !ArrayReader.isBlank($0) } == UInt8(ascii: "[")
        source = isArray ? .array(ArrayReader(handle)) : .lines(LineReader(handle))
    }

    /// The next text; nil after the last one. Blank lines are left out.
    ///
    /// - Throws: ``LineReader/TooLong``, ``ArrayReader/Malformed``, or what the system says.
    mutating func next() throws -> Text? {
        switch source {
        case .lines(var reader):
            defer { source = .lines(reader) }
            while let line = try reader.next() {
                if line.allSatisfy(ArrayReader.isBlank) { continue }
                return Text(bytes: line, line: reader.line, number: reader.line, part: Double(reader.offset) / size)
            }
            return nil
        case .array(var reader):
            defer { source = .array(reader) }
            guard let element = try reader.next() else { return nil }
            return Text(
                bytes: element.bytes, line: element.line, number: reader.count, part: Double(reader.offset) / size)
        }
    }
}
