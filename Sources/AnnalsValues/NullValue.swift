/// The one value of JSON's null where a type of its own is needed: in expressions such as `[null]`.
public struct NullValue: ExactlyHashable, Sendable {
    /// Creates it.
    public init() {}
}
