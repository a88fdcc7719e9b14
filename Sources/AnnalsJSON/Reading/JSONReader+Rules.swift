extension JSONReader {
    /// Whether nothing in the object, or in what it holds, has been found wrong: only then its rules mean something.
    public func isValid(_ object: borrowing JSONObjectCursor) -> Bool {
        // What stands before the object has a smaller offset, and nothing behind it has been read.
        !hasFailed && !reports.contains { $0.offset >= object.offset }
    }

    /// Checks a rule across the fields of an object.
    ///
    /// - Parameters:
    ///   - id: The rule's name in the schema.
    ///   - message: What the rule demands.
    ///   - value: The object, read.
    ///   - holds: Whether the rule holds; a rule that cannot be decided is violated.
    public mutating func check<Value, Failure: Error>(
        rule id: StaticString, _ message: StaticString, of value: Value, at object: borrowing JSONObjectCursor,
        _ holds: (Value) throws(Failure) -> Bool
    ) {
        if limits.isTrusted { return }
        do throws(Failure) {
            if try holds(value) { return }
            report(.rule(id: "\(id)", message: "\(message)"), at: object.offset)
        } catch {
            report(.failedRule(id: "\(id)", error: "\(error)"), at: object.offset)
        }
    }
}
