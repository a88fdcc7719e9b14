public import Annals

/// Valid payloads of events in all their versions: each simplest, at the edges of the constraints, and others.
///
/// The plugin `AnnalsSamplesPlugin` makes them from the schemas of the targets that a test target depends on:
///
/// ```swift
/// @Test func everyVersionIsRead() {
///     EventSamples.guestbook.expectAllDecode(AnnalsRegistry.registry)
/// }
/// ```
public struct EventSamples: Sendable {
    /// A payload.
    public struct Sample: Hashable, Sendable {
        /// The event's type.
        public var type: String
        /// The version that the payload is valid for.
        public var version: Int
        /// The category of the event's streams.
        public var category: String
        /// JSON in UTF-8.
        public var payload: [UInt8]
    }

    /// All of them, by type and version, the simplest of a version first.
    public let samples: [Sample]

    /// Reads samples, each on a line: type, version, category and payload, with a space between them. Lines of another form
    /// are left out.
    public init(_ lines: String) {
        samples = lines.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 3)
            guard parts.count == 4, let version = Int(parts[1]) else { return nil }
            return Sample(
                type: String(parts[0]), version: version, category: String(parts[2]), payload: Array(parts[3].utf8))
        }
    }

    // MARK: - Typed

    /// Events of a type, from the samples of its newest version.
    public func events<E: Event>(_ type: E.Type) throws -> [E] {
        try records(of: type, version: E.eventVersion).map { try E.decode($0, validating: true) }
    }

    /// Events of a type in its newest version, from the samples of all its versions: what a program sees of what was ever
    /// stored.
    public func upcasts<E: Event>(_ type: E.Type) throws -> [E] {
        try records(of: type).map { try E.decode($0, validating: true) }
    }

    // MARK: - Stored

    /// The samples of a type as they would lie in a store.
    ///
    /// - Parameter version: Only those of this version; nil for all.
    public func records<E: DecodableEvent>(of type: E.Type, version: Int? = nil) -> [RecordedEvent] {
        records().filter { E.storedTypes.contains($0.type) && (version == nil || $0.version == version) }
    }

    /// All samples as they would lie in a store: each in a stream of its own, with ids and times that are the same in every
    /// run.
    public func records() -> [RecordedEvent] {
        let clock = TestClock()
        let ids = TestIDs(clock)
        return samples.enumerated().map { offset, sample in
            let metadata = EventMetadata(
                id: ids.next(), type: sample.type, version: sample.version, stream: "\(sample.category)-\(offset + 1)",
                streamVersion: 1, position: offset + 1, time: clock.now())
            return RecordedEvent(metadata: metadata, payload: sample.payload)
        }
    }

    /// All samples on their way into a store, for a store that holds something of every version: types that have ended
    /// included.
    ///
    /// Throws `EventDecodingError` for a sample that its version refuses.
    public func proposed(_ registry: EventRegistry, ids: TestIDs = TestIDs()) throws -> [StreamAppend] {
        try zip(samples, records()).map { sample, record in
            try registry.validate(type: sample.type, version: sample.version, payload: sample.payload)
            let event = try ProposedEvent(
                validated: sample.payload, type: sample.type, version: sample.version, id: ids.next(),
                context: EventContext(), time: nil)
            let stream = try StreamName(category: sample.category, id: "\(record.position)")
            return StreamAppend([event], to: stream, expecting: .noStream)
        }
    }
}
