import AnnalsJSON
import AnnalsSchema

/// Writes a file of our language as a person would.
struct SchemaYAMLWriter {
    private var lines: [String] = []

    /// The file.
    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func header(namespace: String?, description: String?) {
        lines.append("annals: 1")
        if let namespace { lines.append("namespace: \(namespace)") }
        if let description { lines.append("description: \(YAMLText.scalar(description))") }
    }

    mutating func types(_ declarations: [ImportedDeclaration]) {
        guard !declarations.isEmpty else { return }
        lines += ["", "types:"]
        for (index, declaration) in declarations.enumerated() {
            if index > 0 { lines.append("") }
            lines.append("  \(declaration.name):")
            if let text = declaration.description { lines.append("    description: \(YAMLText.scalar(text))") }
            lines += TypeYAML.body(declaration.definition, declaration.rules).flatMap {
                $0.value.lines($0.key, indentation: 4, isOpen: $0.key == "fields" || $0.key == "union")
            }
        }
    }

    /// An aggregate that does nothing yet.
    mutating func aggregate(_ aggregate: ImportedAggregates.Aggregate) {
        let id = aggregate.id
        lines += ["", "aggregates:", "  \(aggregate.name):"]
        lines += YAMLTree.map([YAMLTree.Entry(id.name, TypeYAML.type(of: id))]).lines("id", indentation: 4)
        lines += YAMLTree.list(aggregate.events.map { .text($0) }).lines("ignore", indentation: 4)
    }

    mutating func event(
        _ name: String, _ description: String?, aggregate: String, _ fields: [Field], rules: [JSONValue]
    ) {
        lines += ["", "events:", "  \(name):"]
        if let description { lines.append("    description: \(YAMLText.scalar(description))") }
        lines.append("    aggregate: \(aggregate)")
        lines += TypeYAML.body(.record(fields), rules).flatMap {
            $0.value.lines($0.key, indentation: 4, isOpen: $0.key == "fields")
        }
    }
}
