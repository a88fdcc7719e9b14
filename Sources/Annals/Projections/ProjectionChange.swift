/// What a run does when its rows were made by another definition of the projection.
public enum ProjectionChange: Hashable, Sendable {
    /// Throws `needsRebuild`, so that a person decides when.
    case refuse
    /// Empties the table and makes all rows anew from the first event on.
    case rebuild
}
