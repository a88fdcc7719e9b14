/// How far a search goes. The same limit gives the same findings everywhere, unless time is up.
struct SearchLimit: Sendable {
    /// How many payloads are tried at most of each version and for each kind of finding.
    var samples: Int
    /// Chooses the random ones among them.
    var seed: UInt64
    /// A net for schemas that nobody has thought of: what is not finished then is *unknown*.
    var isTimeUp: @Sendable () -> Bool = { false }
}
