public import AnnalsSchema

/// A finding that a suppression in the schemas excuses.
public struct SuppressedFinding: Hashable, Sendable {
    /// What was found.
    public var finding: Finding
    /// What excuses it, with the reason.
    public var suppression: Suppression

    /// Creates an excused finding.
    public init(_ finding: Finding, _ suppression: Suppression) {
        self.finding = finding
        self.suppression = suppression
    }
}
