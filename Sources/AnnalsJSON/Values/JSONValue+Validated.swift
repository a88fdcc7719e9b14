extension JSONValue {
    /// A value from a JSON text that the schema loader has accepted. Used by generated code.
    public init(validated text: String) {
        do throws(JSONSyntaxError) {
            try self.init(parsing: text)
        } catch {
            preconditionFailure("the schema loader accepted a default that is no JSON: \(error)")
        }
    }
}
