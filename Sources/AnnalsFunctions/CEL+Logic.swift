extension CEL {
    /// `left && right` when the left side can fail: false wins over an error of the other side, and of two errors the left
    /// one is kept.
    @inlinable
    public static func and(
        _ left: () throws(EvaluationError) -> Bool, _ right: () throws(EvaluationError) -> Bool
    ) throws(EvaluationError) -> Bool {
        let first = Result { () throws(EvaluationError) in try left() }
        if case .success(let value) = first {
            guard value else { return false }
            return try right()
        }
        if case .success(false) = Result(catching: { () throws(EvaluationError) in try right() }) { return false }
        return try first.get()
    }

    /// `left || right` when the left side can fail: true wins over an error of the other side.
    @inlinable
    public static func or(
        _ left: () throws(EvaluationError) -> Bool, _ right: () throws(EvaluationError) -> Bool
    ) throws(EvaluationError) -> Bool {
        let first = Result { () throws(EvaluationError) in try left() }
        if case .success(let value) = first {
            if value { return true }
            return try right()
        }
        if case .success(true) = Result(catching: { () throws(EvaluationError) in try right() }) { return true }
        return try first.get()
    }
}
