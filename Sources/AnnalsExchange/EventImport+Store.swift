public import Annals
import Foundation

extension EventImport {
    /// What was imported.
    public struct Result: Hashable, Sendable {
        /// How many events there are in the file.
        public var events = 0
        /// How many of them were stored before.
        public var known = 0

        /// One line about it, without line break.
        public var summary: String {
            let all = "\(events) event\(events == 1 ? "" : "s")"
            return known == 0
                ? "\(all) stored" : "\(all), of which \(known) \(known == 1 ? "was" : "were") stored before"
        }
    }

    /// What is wrong with some lines; nothing was written.
    public struct Refusal: Error, Sendable {
        /// The first lines that are no events, with what is wrong with each.
        public var mistakes: [(line: Int, mistake: Mistake)] = []
        /// How many lines are no events.
        public var count = 0
        /// How many lines there are.
        public var lines = 0

        /// One line about it, without line break.
        public var summary: String {
            let more = count > mistakes.count ? "; the first \(mistakes.count) are shown" : ""
            return
                "\(count) of \(lines) lines \(count == 1 ? "is no event" : "are no events")\(more); nothing was stored"
        }
    }

    /// How many events are stored in one transaction.
    private static let batchSize = 1000
    /// How many mistakes are kept.
    private static let greatestMistakes = 20

    /// Looks at all lines of a file without storing any.
    ///
    /// - Parameter progress: Is told how many lines were read, and which part of the file that is, from 0 to 1.
    /// - Throws: ``Refusal``, ``LineReader/TooLong`` or what the system says about the file.
    public func check(_ path: String, progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }) throws {
        var refusal = Refusal()
        var lines = try Lines(path)
        while let line = try lines.next() {
            refusal.lines += 1
            do throws(Mistake) {
                _ = try event(line.bytes, number: line.number)
            } catch {
                refusal.count += 1
                if refusal.mistakes.count < EventImport.greatestMistakes {
                    refusal.mistakes.append((line.number, error))
                }
            }
            progress(refusal.lines, line.part)
        }
        guard refusal.count == 0 else { throw refusal }
    }

    /// Appends the events of a file that was looked at before, in their order.
    ///
    /// Importing a file again stores nothing twice; an import that was interrupted goes on where it ended.
    ///
    /// - Parameter progress: Is told how many events were stored, and which part of the file that is, from 0 to 1.
    /// - Throws: ``Mistake`` for the first line that is no event, with what is before it stored; ``EventStoreError``,
    ///   ``LineReader/TooLong`` or what the system says about the file.
    public func run(
        _ path: String, into store: some EventStore, progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }
    ) async throws -> Result {
        var result = Result()
        var batch: [Incoming] = []
        var lines = try Lines(path)
        while let line = try lines.next() {
            batch.append(try event(line.bytes, number: line.number))
            guard batch.count == EventImport.batchSize else { continue }
            try await append(batch, to: store, &result)
            batch = []
            progress(result.events, line.part)
        }
        try await append(batch, to: store, &result)
        return result
    }

    /// The lines of a file that are not blank.
    private struct Lines {
        private let size: Double
        private var reader: LineReader

        init(_ path: String) throws {
            size = Double(max(1, (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 1))
            // The file is closed when nothing holds the handle any more.
            reader = LineReader(try FileHandle(forReadingFrom: URL(fileURLWithPath: path)))
        }

        /// The next line with its number, and which part of the file was read until there.
        mutating func next() throws -> (bytes: [UInt8], number: Int, part: Double)? {
            while let line = try reader.next() {
                if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                return (line, reader.line, Double(reader.offset) / size)
            }
            return nil
        }
    }

    /// Appends each event for itself, all in one transaction: some may be stored from an earlier run.
    private func append(
        _ batch: [Incoming], to store: some EventStore, _ result: inout Result
    ) async throws(EventStoreError) {
        let before = try await store.lastPosition()
        let results = try await store.append(batch.map { StreamAppend([$0.event], to: $0.stream, expecting: .any) })
        result.events += results.count
        result.known += results.count { $0.position ?? 0 <= before }
    }
}
