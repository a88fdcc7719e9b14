import Annals
import AnnalsValues
import Foundation

/// The events of an archive one after the other. That it is whole is known when the last one was given.
struct ArchiveReader {
    private let path: String
    private let size: Double
    private var lines: LineReader
    private var sum = SHA256()
    /// How many bytes the lines have that were given.
    private var offset: UInt64 = 0
    private var isAtEnd = false
    /// What was read so far.
    private(set) var contents: EventArchive.Contents

    /// A line can be as long as what SQLite stores, with every byte of it escaped.
    private static let greatestLine = 6 << 30

    /// Opens an archive and reads what it is of.
    init(_ path: String) throws(EventArchive.Failure) {
        self.path = path
        size = Double(max(1, (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 1))
        guard let handle = try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)) else {
            throw EventArchive.Failure(description: "'\(path)' cannot be read; is it there?")
        }
        var lines = LineReader(handle, greatestLength: Self.greatestLine)
        guard let first = try? lines.next(), case .beginning(let stream)? = ArchiveLine(first, of: nil) else {
            throw EventArchive.Failure(description: "'\(path)' is no archive of events that this program can read")
        }
        sum.update(first + [UInt8(ascii: "\n")])
        offset = UInt64(first.count + 1)
        contents = EventArchive.Contents(stream: stream)
        self.lines = lines
    }

    /// The line that was read last, from 1.
    var line: Int { lines.line }
    /// Which part of the file was read, from 0 to 1.
    var part: Double { Double(lines.offset) / size }

    /// The next event; nil after the last one.
    mutating func next() throws -> RecordedEvent? {
        guard !isAtEnd else { return nil }
        guard let line = try lines.next() else {
            throw failure("is not whole: its last line is missing")
        }
        switch ArchiveLine(line, of: contents.stream) {
        case .event(let record)?:
            sum.update(line + [UInt8(ascii: "\n")])
            offset += UInt64(line.count + 1)
            contents.events += 1
            contents.lastVersion = record.metadata.streamVersion
            return record
        case .end(let events, let expected)?:
            let found = sum
            guard events == contents.events, expected == found.finish().hexadecimal, try lines.next() == nil else {
                throw failure("is not as it was written: its last line does not agree with the lines before it")
            }
            isAtEnd = true
            return nil
        case .beginning?, nil:
            throw failure("is damaged: line \(lines.line) is no event")
        }
    }

    /// Some events that follow each other, and where in the file they begin.
    struct Chunk {
        var offset: UInt64
        var events = 0
    }

    /// Reads at most so many events, and says where they are; nil after the last one.
    mutating func chunk(_ count: Int) throws -> Chunk? {
        var chunk = Chunk(offset: offset)
        while chunk.events < count, try next() != nil { chunk.events += 1 }
        return chunk.events == 0 ? nil : chunk
    }

    /// The events of a chunk.
    static func records(of chunk: Chunk, in path: String, _ stream: StreamName) throws -> [RecordedEvent] {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        try handle.seek(toOffset: chunk.offset)
        var lines = LineReader(handle, greatestLength: greatestLine)
        return try (0..<chunk.events).map { _ in
            guard let line = try lines.next(), case .event(let record)? = ArchiveLine(line, of: stream) else {
                throw EventArchive.Failure(description: "'\(path)' was changed while it was read")
            }
            return record
        }
    }

    private func failure(_ reason: String) -> EventArchive.Failure {
        EventArchive.Failure(
            description: "'\(path)' \(reason). Look for another copy; nothing more was restored from it")
    }
}
