import AnnalsDiagnostics

/// Reads the fields under `state:`, of an aggregate or a process.
enum StateReader {
    static func read(_ reader: MappingReader, _ fields: FieldReader, _ diagnostics: inout Diagnostics) -> [Field] {
        guard let node = reader["state"] else { return [] }
        let state = fields.fields(node, "'state'", &diagnostics).map(\.field)
        for field in state where field.isRequired {
            diagnostics.error(
                "schema.state-default", "the state '\(field.name)' has no value before the first event",
                at: field.location,
                suggestion: "give it a default, or make it optional (T?)")
        }
        return state
    }
}
