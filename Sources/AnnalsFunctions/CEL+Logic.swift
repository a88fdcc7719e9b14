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

    /// Whether the test holds for all; an element for which it does not wins over errors.
    @inlinable
    public static func all<Element>(
        _ list: [Element], _ test: (Element) throws(EvaluationError) -> Bool
    ) throws(EvaluationError) -> Bool {
        var failure: EvaluationError?
        for element in list {
            do throws(EvaluationError) {
                if try !test(element) { return false }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return true
    }

    /// Whether the test holds for one at least; an element for which it does wins over errors.
    @inlinable
    public static func exists<Element>(
        _ list: [Element], _ test: (Element) throws(EvaluationError) -> Bool
    ) throws(EvaluationError) -> Bool {
        var failure: EvaluationError?
        for element in list {
            do throws(EvaluationError) {
                if try test(element) { return true }
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return false
    }

    /// Whether the test holds for exactly one. All are tested, and any error is one of the whole.
    @inlinable
    public static func existsOne<Element, Failure: Error>(
        _ list: [Element], _ test: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        var count = 0
        for element in list where try test(element) { count += 1 }
        return count == 1
    }

    /// The elements for which the test holds.
    @inlinable
    public static func filter<Element, Failure: Error>(
        _ list: [Element], _ test: (Element) throws(Failure) -> Bool
    ) throws(Failure) -> [Element] {
        var result: [Element] = []
        for element in list where try test(element) { result.append(element) }
        return result
    }
}
