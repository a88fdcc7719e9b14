import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// The results in the order of the elements, worked out on all cores.
    func mapInParallel<Result: Sendable>(_ transform: @Sendable (Element) -> Result) -> [Result] {
        guard count > 1 else { return map(transform) }
        let results = Mutex<[Int: Result]>([:])
        DispatchQueue.concurrentPerform(iterations: count) { position in
            let result = transform(self[position])
            results.withLock { $0[position] = result }
        }
        return results.withLock { known in indices.compactMap { known[$0] } }
    }
}
