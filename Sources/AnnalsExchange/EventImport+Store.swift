public import Annals

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
        /// How many lines there are; in a JSON array how many elements.
        public var lines = 0
        /// Whether the file is a JSON array.
        public var isArray = false

        /// One line about it, without line break.
        public var summary: String {
            let more = count > mistakes.count ? "; the first \(mistakes.count) are shown" : ""
            let what = isArray ? "elements" : "lines"
            return
                "\(count) of \(lines) \(what) \(count == 1 ? "is no event" : "are no events")\(more); nothing was stored"
        }

        fileprivate mutating func add(_ mistake: Mistake, at line: Int) {
            count += 1
            if mistakes.count < EventImport.greatestMistakes { mistakes.append((line, mistake)) }
        }
    }

    /// How many events are stored in one transaction.
    private static let batchSize = 1000
    /// How many mistakes are kept.
    fileprivate static let greatestMistakes = 20

    /// Looks at all events of a file, its lines or the elements of the JSON array that it is, without storing any.
    ///
    /// - Parameter progress: Is told how many lines were read, and which part of the file that is, from 0 to 1.
    /// - Throws: ``Refusal``, ``LineReader/TooLong`` or what the system says about the file.
    public func check(_ path: String, progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }) throws {
        var refusal = Refusal()
        var texts = try EventTexts(path)
        refusal.isArray = texts.isArray
        do {
            while let text = try texts.next() {
                refusal.lines += 1
                do throws(Mistake) {
                    _ = try event(text, isArray: texts.isArray)
                } catch {
                    refusal.add(error, at: text.line)
                }
                progress(refusal.lines, text.part)
            }
        } catch let error as ArrayReader.Malformed {
            refusal.lines += 1
            refusal.add(Mistake(description: error.description), at: error.line)
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
        var texts = try EventTexts(path)
        do {
            while let text = try texts.next() {
                batch.append(try event(text, isArray: texts.isArray))
                guard batch.count == EventImport.batchSize else { continue }
                try await append(batch, to: store, &result)
                batch = []
                progress(result.events, text.part)
            }
        } catch let error as ArrayReader.Malformed {
            throw Mistake(description: "line \(error.line): \(error)")
        }
        try await append(batch, to: store, &result)
        return result
    }

    /// The event of a text of the file. A mistake in an array says which element it is, since they may share a line.
    private func event(_ text: EventTexts.Text, isArray: Bool) throws(Mistake) -> Incoming {
        do throws(Mistake) {
            return try event(text.bytes, number: text.number)
        } catch {
            throw isArray ? Mistake(description: "event \(text.number): \(error)") : error
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
