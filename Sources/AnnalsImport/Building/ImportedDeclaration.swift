import AnnalsJSON
import AnnalsSchema

/// A type that an import declares, with what stands beside it in YAML.
struct ImportedDeclaration {
    var name: String
    var description: String?
    var definition: TypeDefinition
    var rules: [JSONValue] = []
}

/// What a schema has become: a type without null, and whether null is a value besides.
struct ImportedValue {
    var type: ValueType
    var isNullable = false
}
