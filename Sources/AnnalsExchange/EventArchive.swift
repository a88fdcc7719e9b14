public import Annals
import AnnalsValues
import Foundation

/// A file with the events that were removed from a stream, as they were, to the byte.
///
/// It is lines of JSON: one that says what follows, an event a line with its payload as a text, and a last one with the number
/// of events and the SHA-256 of all that stands before it. A file without that line is not whole, and nothing is removed
/// from a store before a whole one is on the disk.
public struct EventArchive: Sendable {
    /// The file.
    public let path: String

    /// Names a file.
    public init(_ path: String) {
        self.path = path
    }

    /// What an archive holds.
    public struct Contents: Hashable, Sendable {
        /// The stream.
        public var stream: StreamName
        /// How many events there are.
        public var events = 0
        /// The version of the last one; 0 where there is none.
        public var lastVersion = 0
    }

    /// Why an archive is not written, or not believed.
    public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong and what to do.
        public let description: String
    }

    /// How many events are restored in one transaction.
    private static let batchSize = 1000

    /// Writes the events of a stream before a version to the file, which must not be there yet, reads it again, and then removes
    /// them from the store.
    ///
    /// - Parameter progress: Is told how many events were written.
    /// - Returns: What the archive holds, and how many events were removed.
    /// - Throws: ``Failure`` when there is nothing to archive, when there is such a file, or when it cannot be written;
    ///   ``EventStoreError``. Nothing was removed then, unless the store failed while it removed.
    public func archive(
        _ stream: StreamName, before version: Int, of store: some EventStore,
        progress: (_ count: Int) -> Void = { _ in }
    ) async throws -> (contents: Contents, removed: Int) {
        let written = try await write(stream, before: version, of: store, progress)
        guard try check() == written else { throw failure("does not hold what was written to it; nothing was removed") }
        // Not `version`: what was appended meanwhile is not in the archive.
        return (written, try await store.truncate(stream, before: written.lastVersion + 1))
    }

    /// Reads the whole file and says what it holds.
    ///
    /// - Parameter progress: Is told how many events were read, and which part of the file that is, from 0 to 1.
    /// - Throws: ``Failure`` when it cannot be read, is no archive, or is not whole.
    @discardableResult
    public func check(progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }) throws -> Contents {
        var reader = try ArchiveReader(path)
        while let record = try reader.next() {
            do throws(EventStoreError) {
                try record.requireRestorable()
            } catch {
                throw failure("line \(reader.line): \(error.message)")
            }
            progress(reader.contents.events, reader.part)
        }
        return reader.contents
    }

    /// Puts the events back into the store that they were removed from, after the whole file was read once. A restore that was
    /// interrupted goes on where it ended.
    ///
    /// - Parameter progress: Is told how many events are in the store, and which part of all that is, from 0 to 1.
    /// - Returns: What the archive holds, and how many of its events were missing.
    /// - Throws: ``Failure`` as ``check(progress:)`` does, and ``EventStoreError`` where a place has something else or was
    ///   never given; of the thousand events around such a one none is restored.
    public func restore(
        into store: some EventStore, progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }
    ) async throws -> (contents: Contents, restored: Int) {
        var reader = try ArchiveReader(path)
        var chunks: [ArchiveReader.Chunk] = []
        while let chunk = try reader.chunk(EventArchive.batchSize) { chunks.append(chunk) }
        let contents = reader.contents
        // The newest first, so that the stream never has a hole.
        var (done, restored) = (0, 0)
        for chunk in chunks.reversed() {
            restored += try await store.restore(ArchiveReader.records(of: chunk, in: path, contents.stream))
            done += chunk.events
            progress(done, Double(done) / Double(max(contents.events, 1)))
        }
        return (contents, restored)
    }

    private func write(
        _ stream: StreamName, before version: Int, of store: some EventStore, _ progress: (_ count: Int) -> Void
    ) async throws -> Contents {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw failure(
                "is there already; name a file that is not, because an archive is all that is left of its events")
        }
        var contents = Contents(stream: stream)
        var sum = SHA256()
        var file: PendingFile?
        for try await page in store.events(of: stream, to: max(version, 1) - 1) {
            var lines: [UInt8] = []
            if file == nil {
                file = try pending()
                lines = ArchiveLine.beginning(stream).bytes ?? []
            }
            for record in page {
                guard let line = ArchiveLine.event(record).bytes else {
                    throw Failure(description: "\(record.metadata.summary): it is no UTF-8; nothing was removed")
                }
                lines += line
                contents.events += 1
                contents.lastVersion = record.metadata.streamVersion
            }
            sum.update(lines)
            try append(lines, to: file)
            progress(contents.events)
        }
        guard let file else {
            throw Failure(
                description: "the stream \(stream) has no events before version \(version); nothing was written")
        }
        let end = ArchiveLine.end(events: contents.events, sum: sum.finish().hexadecimal)
        try append(end.bytes ?? [], to: file)
        do {
            try file.commit(replacing: false)
        } catch {
            throw failure("cannot be written: \(error.localizedDescription)")
        }
        return contents
    }

    private func append(_ lines: [UInt8], to file: PendingFile?) throws(Failure) {
        do {
            try file?.handle.write(contentsOf: Data(lines))
        } catch {
            throw failure("cannot be written: \(error.localizedDescription)")
        }
    }

    private func pending() throws(Failure) -> PendingFile {
        do {
            return try PendingFile(path)
        } catch {
            throw failure("cannot be written; is there such a folder, and may this program write there?")
        }
    }

    private func failure(_ reason: String) -> Failure { Failure(description: "'\(path)' \(reason)") }
}
