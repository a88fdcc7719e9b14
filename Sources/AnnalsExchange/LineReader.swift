public import Foundation

/// The lines of a file one after the other, in memory that does not grow with the file.
public struct LineReader {
    /// A line is longer than what is read.
    public struct TooLong: Error, Hashable, Sendable, CustomStringConvertible {
        /// The line, from 1.
        public let line: Int
        /// The most bytes of a line.
        public let greatestLength: Int

        /// What to do.
        public var description: String {
            "line \(line) has more than \(greatestLength) bytes; there is one event a line"
        }
    }

    /// The most bytes of a line, unless told otherwise.
    public static let greatestLength = 16 << 20
    private static let chunkSize = 1 << 18

    private let handle: FileHandle
    private let greatestLength: Int
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    /// How many bytes were read.
    public private(set) var offset = 0
    /// The number of the line that was given last, from 1.
    public private(set) var line = 0

    /// Reads from a file that was opened.
    ///
    /// - Parameter greatestLength: The most bytes of a line.
    public init(_ handle: FileHandle, greatestLength: Int = LineReader.greatestLength) {
        self.handle = handle
        self.greatestLength = greatestLength
    }

    /// The next line without its end; nil after the last one.
    ///
    /// - Throws: ``TooLong``, or what the system says.
    public mutating func next() throws -> [UInt8]? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                line += 1
                return Array(buffer[start..<end])
            }
            if isAtEnd {
                guard start < buffer.count else { return nil }
                defer { start = buffer.count }
                line += 1
                return Array(buffer[start...])
            }
            guard buffer.count - start <= greatestLength else {
                throw TooLong(line: line + 1, greatestLength: greatestLength)
            }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            let data = try handle.read(upToCount: LineReader.chunkSize) ?? Data()
            isAtEnd = data.isEmpty
            offset += data.count
            buffer += data
        }
    }
}
