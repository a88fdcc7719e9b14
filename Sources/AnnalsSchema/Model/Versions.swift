/// What has a version number.
protocol Versioned {
    /// Name and number.
    var id: VersionedName { get }
}

extension EventVersion: Versioned {}
extension TypeVersion: Versioned {}

extension Array where Element: Versioned {
    /// The version with a number: the one at its place, where versions have no gaps, and else wherever it stands.
    func version(_ number: Int) -> Element? {
        if number > 0, number <= count, self[number - 1].id.version == number { return self[number - 1] }
        return first { $0.id.version == number }
    }
}
