public import AnnalsDiagnostics
public import AnnalsSchema

/// The folder `Generated`: what can be made again and what a reviewer should see in a diff.
public enum GeneratedTree {
    /// All files, with paths below the folder, such as `Swift/Orders.generated.swift` and
    /// `JSONSchema/OrderCreated.v1.schema.json`.
    public static func files(
        _ schema: Schema, options: SwiftOptions = SwiftOptions(), _ diagnostics: inout Diagnostics
    ) -> [GeneratedFile] {
        let swift = SwiftGenerator(schema, options: options).files(&diagnostics)
        return swift.map { GeneratedFile(name: "Swift/\($0.name)", text: $0.text) }
            + JSONSchemaGenerator(schema).files().map { GeneratedFile(name: "JSONSchema/\($0.name)", text: $0.text) }
    }
}
