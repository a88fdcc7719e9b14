import AnnalsPattern
import Synchronization

/// Compiled patterns of `matches`, which takes them as text.
final class PatternCache: Sendable {
    static let shared = PatternCache()

    /// Enough for the literals of a program; a program that makes up patterns pays for compiling them.
    private static let capacity = 256
    private let patterns = Mutex<[String: Pattern]>([:])

    func pattern(_ source: String) throws(PatternError) -> Pattern {
        if let known = patterns.withLock({ $0[source] }), known.source.utf8.elementsEqual(source.utf8) { return known }
        let pattern = try Pattern(source)
        patterns.withLock { patterns in
            if patterns.count >= PatternCache.capacity { patterns.removeAll() }
            patterns[source] = pattern
        }
        return pattern
    }
}
