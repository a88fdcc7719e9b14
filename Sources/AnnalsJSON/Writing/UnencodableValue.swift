/// A number that JSON cannot write.
public struct UnencodableValue: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number, such as `inf` or `nan`.
    public let value: String

    /// What is wrong.
    public var description: String { "JSON cannot write the number \(value): only finite numbers can be stored" }

    /// The same as a violation; which field has the number is not known.
    var violation: Violation {
        Violation(pointer: "", keyword: "type", message: "must have finite numbers only", value: value)
    }
}
