public import Annals

/// Writes the events of a store as lines, each an envelope, or as one JSON array of them.
public struct EventExport: Sendable {
    /// How each is written.
    public var form: EnvelopeForm
    /// Which ones.
    public var filter: EventFilter
    /// Whether they are the elements of an array: CloudEvents are a batch then.
    public var isArray: Bool

    /// Creates an export.
    public init(as form: EnvelopeForm = .annals, _ filter: EventFilter = .all, isArray: Bool = false) {
        self.form = form
        self.filter = filter
        self.isArray = isArray
    }

    private static let pageSize = 1000

    /// Writes the events that the store had when the call began, in the order of their positions.
    ///
    /// - Parameters:
    ///   - write: Takes some whole lines; those of an array make one together.
    ///   - progress: Is told how many events were written, and which part of the store that is, from 0 to 1.
    /// - Returns: How many events there were.
    /// - Throws: ``EventStoreError``, ``EnvelopeError`` for a stored payload that is no JSON, or what `write` throws.
    public func run(
        _ store: some EventStore, progress: (_ count: Int, _ part: Double) -> Void = { _, _ in },
        write: ([UInt8]) throws -> Void
    ) async throws -> Int {
        let last = try await store.lastPosition()
        var count = 0
        for try await page in store.events(filter, pageSize: EventExport.pageSize) {
            var lines: [UInt8] = []
            for record in page {
                if isArray { lines += Array((count == 0 ? "[" : ",\n").utf8) }
                lines += try EventEnvelope(record).json(as: form).bytes
                if !isArray { lines.append(UInt8(ascii: "\n")) }
                count += 1
            }
            try write(lines)
            progress(count, min(1, Double(page.last?.position ?? last) / Double(max(last, 1))))
        }
        if isArray { try write(Array((count == 0 ? "[]\n" : "]\n").utf8)) }
        return count
    }
}
