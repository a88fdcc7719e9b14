/// What a check says about a change, from good to bad.
public enum Verdict: String, Hashable, Sendable, CaseIterable, Comparable {
    /// No payload was found that breaks.
    case safe
    /// Safe, but a person should look: data is dropped, a read model must be rebuilt.
    case warning
    /// Not decidable here; treated as a break.
    case unknown
    /// There is a payload that breaks.
    case breaks
    /// Never allowed, such as an edited published version.
    case error

    /// From good to bad.
    public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

    /// Whether `annals check` fails.
    public var isFailure: Bool { self >= .unknown }

    private var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }
}
