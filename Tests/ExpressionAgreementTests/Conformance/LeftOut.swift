/// What is left out of the suite on purpose. A case here that passes fails the test, so that the list stays true.
struct LeftOut: Sendable {
    /// Why.
    let reason: String
    /// Which cases.
    let covers: @Sendable (ConformanceCase) -> Bool

    /// Features of cases that our language does not have, also those of cases that nobody has seen here.
    static let features: [LeftOut] = [
        LeftOut(reason: "named time zones change with the machine's tz database, and replay must not") { test in
            test.expr.contains(/\.get[A-Za-z]+\(['"][A-Z][A-Za-z]+\/[A-Za-z_\/]+['"]\)/)
        }
    ]

    /// Single cases.
    static let cases: [String: String] = [:]

    /// The reason for which a case is left out; nil when it must pass.
    static func reason(for test: ConformanceCase) -> String? {
        cases[test.id] ?? features.first { $0.covers(test) }?.reason
    }
}
