import Synchronization

extension Pattern {
    /// The compiled form of a text that is met again and again; compiled only when it is not known.
    ///
    /// - Throws: ``PatternError`` with the place of the mistake.
    public static func cached(_ source: String) throws(PatternError) -> Pattern {
        try PatternCache.shared.pattern(source)
    }
}

/// Compiled patterns by their text.
final class PatternCache: Sendable {
    static let shared = PatternCache()

    /// Enough for the patterns of a schema and the literals of a program; a program that makes up patterns pays for compiling them.
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
