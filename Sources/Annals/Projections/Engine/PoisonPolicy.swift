/// What a projection does with an event that it cannot take: one that cannot be read, at which an expression or a custom
/// handler fails, or whose row does not fit.
public enum PoisonPolicy: Hashable, Sendable {
    /// Parks the event, and later ones of its sequence, as dead letters and goes on with all others. When so many are
    /// parked already, the projection stops.
    case park(limit: Int = 1000)
    /// Stops the projection before the event.
    case stop
}
