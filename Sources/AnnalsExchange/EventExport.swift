public import Annals

/// Writes the events of a store as lines, each an envelope.
public struct EventExport: Sendable {
    /// How each is written.
    public var form: EnvelopeForm
    /// Which ones.
    public var filter: EventFilter

    /// Creates an export.
    public init(as form: EnvelopeForm = .annals, _ filter: EventFilter = .all) {
        self.form = form
        self.filter = filter
    }

    private static let pageSize = 1000

    /// Writes the events that the store had when the call began, in the order of their positions.
    ///
    /// - Parameters:
    ///   - write: Takes some whole lines.
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
            count += page.count
            var lines: [UInt8] = []
            for record in page {
                lines += try EventEnvelope(record).json(as: form).bytes
                lines.append(UInt8(ascii: "\n"))
            }
            try write(lines)
            progress(count, min(1, Double(page.last?.position ?? last) / Double(max(last, 1))))
        }
        return count
    }
}
