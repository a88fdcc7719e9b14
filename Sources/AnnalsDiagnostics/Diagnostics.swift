/// The diagnostics of one run. Every stage gets it `inout`, reports and goes on.
public struct Diagnostics: Sendable {
    /// All diagnostics in the order of their report.
    public private(set) var all: [Diagnostic] = []
    /// How many of them are errors: a stage that compares it before and after knows whether a part went wrong.
    public private(set) var errorCount = 0

    /// Creates an empty list.
    public init() {}

    /// Adds a diagnostic.
    public mutating func report(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
        if diagnostic.severity == .error { errorCount += 1 }
    }

    /// Adds an error.
    public mutating func error(
        _ rule: String, _ message: String, at location: SourceLocation?, notes: [Diagnostic.Note] = [],
        suggestion: String? = nil
    ) {
        report(Diagnostic(.error, rule: rule, message, at: location, notes: notes, suggestion: suggestion))
    }

    /// Adds a warning.
    public mutating func warning(
        _ rule: String, _ message: String, at location: SourceLocation?, notes: [Diagnostic.Note] = [],
        suggestion: String? = nil
    ) {
        report(Diagnostic(.warning, rule: rule, message, at: location, notes: notes, suggestion: suggestion))
    }

    /// Whether an error was reported.
    public var hasErrors: Bool { errorCount > 0 }

    /// The diagnostics by file, line and column, without repetitions: the order in which they are shown.
    public var sorted: [Diagnostic] {
        var seen = Set<Diagnostic>()
        return all.filter { seen.insert($0).inserted }.enumerated().sorted { left, right in
            func key(_ diagnostic: Diagnostic) -> (String, Int, Int) {
                (diagnostic.location?.file ?? "", diagnostic.location?.line ?? 0, diagnostic.location?.column ?? 0)
            }
            let (a, b) = (key(left.element), key(right.element))
            return a == b ? left.offset < right.offset : a < b
        }.map(\.element)
    }
}
