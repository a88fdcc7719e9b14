/// Where the rows of projections are kept, together with their checkpoints and dead letters.
///
/// A store only has to keep what it is given and to do so in transactions; what projections mean is written once, on top
/// of that.
public protocol ReadModelStore: Sendable {
    /// Runs `body` in a transaction that may write. What it changed is kept when it returns and undone when it throws; no
    /// other transaction sees a part of it, and no other one writes meanwhile.
    ///
    /// Throws what `body` throws, or `.store` with what the medium says.
    func transaction<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T

    /// Runs `body` on the last state that was committed. It must not write.
    func snapshot<T: Sendable>(
        _ body: @Sendable @escaping (any ReadModelTransaction) throws(ProjectionError) -> T
    ) async throws(ProjectionError) -> T
}

/// A store of read models that does what another one does, and more.
package protocol WrappedReadModels: ReadModelStore {
    /// The other one.
    var wrapped: any ReadModelStore { get }
}

extension ReadModelStore {
    /// The store that keeps the rows.
    var innermost: any ReadModelStore { (self as? any WrappedReadModels)?.wrapped.innermost ?? self }
}
