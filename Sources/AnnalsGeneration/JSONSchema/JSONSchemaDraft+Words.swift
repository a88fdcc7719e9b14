import AnnalsJSON
import AnnalsSchema
import AnnalsValues

extension JSONSchemaDraft {
    /// What stands under `$schema`.
    var identifier: String {
        switch self {
        case .draft7: "http://json-schema.org/draft-07/schema#"
        case .draft2020: "https://json-schema.org/draft/2020-12/schema"
        }
    }

    /// Where shared types stand.
    var definitions: String {
        switch self {
        case .draft7: "definitions"
        case .draft2020: "$defs"
        }
    }

    /// A reference beside other keywords. In draft 7 nothing counts beside a reference, so it stands alone.
    func reference(_ key: String) -> OrderedMap<JSONValue> {
        let reference = JSONValue.string("#/\(definitions)/\(key)")
        switch self {
        case .draft7: return ["allOf": .array([.object(["$ref": reference])])]
        case .draft2020: return ["$ref": reference]
        }
    }
}
