import AnnalsDiagnostics
import AnnalsYAML

/// Reads the declarations under `commands:`.
struct CommandReader {
    let fields: FieldReader

    func read(_ entry: Node.Entry, _ file: String, _ diagnostics: inout Diagnostics) -> CommandDeclaration? {
        let name = entry.key
        Names.check(name, .command, &diagnostics)
        guard let reader = MappingReader(entry.value, "the command '\(name.text)'", at: name.location, &diagnostics)
        else { return nil }
        if let versions = reader.entry("versions") {
            diagnostics.error(
                "schema.command", "a command has no versions: it is delivered soon after it was emitted",
                at: versions.key.location, suggestion: "write fields: { … }; give a field that is added later a default"
            )
            return nil
        }
        reader.allow(["description", "fields"], &diagnostics)
        let declared = reader.required("fields", &diagnostics, suggestion: "add 'fields: { orderId: uuid }', say")
            .map { fields.fields($0, "'fields' of '\(name.text)'", extraKeys: ["nullable"], &diagnostics).map(\.field) }
        return CommandDeclaration(
            name: name.text, description: reader.text("description", &diagnostics), fields: declared ?? [], file: file,
            location: name.location)
    }
}
