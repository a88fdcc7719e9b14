public import Annals
import Foundation

extension StoreVerifier {
    /// How many events are read and looked at together.
    private static let pageSize = 1000

    /// What all events of a store show that it had when the call began, looked at on all cores in pages.
    ///
    /// - Parameter progress: Is told after each page how many events were looked at, and which part of the store that is,
    ///   from 0 to 1.
    /// - Throws: ``EventStoreError`` when the store cannot be read, and `CancellationError`.
    public func verify(
        _ store: some EventStore, progress: (_ count: Int, _ part: Double) -> Void = { _, _ in }
    ) async throws -> VerificationReport {
        let last = try await store.lastPosition()
        var report = verify([])
        var position = 0
        var count = 0
        try await withThrowingTaskGroup(of: VerificationReport.self) { group in
            var running = 0
            while position < last {
                try Task.checkCancellation()
                let page = try await store.readAll(after: position, limit: StoreVerifier.pageSize)
                let records = page.filter { $0.position <= last }
                guard let end = records.last?.position else { break }
                position = end
                count += records.count
                if running >= ProcessInfo.processInfo.activeProcessorCount, let part = try await group.next() {
                    report.merge(part)
                    running -= 1
                }
                group.addTask { verify(records) }
                running += 1
                progress(count, Double(position) / Double(max(1, last)))
            }
            for try await part in group { report.merge(part) }
        }
        return report
    }
}
