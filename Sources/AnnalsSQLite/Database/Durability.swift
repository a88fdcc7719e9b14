/// What a commit survives.
public enum Durability: String, Hashable, Sendable {
    /// A power failure: every commit waits for the disk (`synchronous=FULL`).
    case full
    /// A crash of the program, but the last commits may be lost with the power (`synchronous=NORMAL`). The file stays
    /// whole in either case.
    case normal
}
