/// The versions of JSON Schema that are written and read.
public enum JSONSchemaDraft: String, Hashable, Sendable, CaseIterable {
    /// Draft 7, where nothing counts beside `$ref`.
    case draft7 = "7"
    /// Draft 2020-12, and 2019-09 as far as they agree.
    case draft2020 = "2020-12"
}
