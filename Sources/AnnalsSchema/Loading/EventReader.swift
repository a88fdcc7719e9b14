import AnnalsDiagnostics
import AnnalsYAML

/// Reads the declarations under `events:`.
struct EventReader {
    let fields: FieldReader

    func read(
        _ entry: Node.Entry, _ file: String, _ diagnostics: inout Diagnostics
    ) -> (EventDeclaration, [ReadVersion<EventVersion>])? {
        let name = entry.key
        Names.check(name, .event, &diagnostics)
        guard let reader = MappingReader(entry.value, "the event '\(name.text)'", at: name.location, &diagnostics)
        else { return nil }
        let aggregate: String
        if let node = reader.required("aggregate", &diagnostics, suggestion: "add 'aggregate: Order', say"),
            case .scalar(let scalar) = node
        {
            aggregate = scalar.text
        } else {
            aggregate = ""
        }
        var versions = VersionReader(fields: fields).read(
            name, reader,
            extraKeys: [
                "description", "aggregate", "formerly", "retired", "compatibility", "suppress",
            ], &diagnostics
        )
        .map { version in
            ReadVersion(
                content: EventVersion(
                    id: VersionedName(name.text, version.number), description: version.description,
                    fields: version.fields, upcast: nil, location: version.location),
                upcast: version.upcast, drop: version.drop, rules: version.rules)
        }
        guard !versions.isEmpty else { return nil }
        var event = EventDeclaration(
            name: name.text, description: reader.text("description", &diagnostics), aggregate: aggregate,
            versions: versions.map(\.content), file: file, location: name.location)
        if let retired = reader.entry("retired") {
            versions[versions.count - 1].retired = retired
            // What it says is read when the other events are known.
            event.retirement = Retirement(location: retired.key.location)
        }
        event.compatibility = reader.choice("compatibility", rule: "schema.compatibility", &diagnostics)
        event.compatibilityLocation = reader["compatibility"]?.location
        event.suppressions = SuppressionReader.read(reader, &diagnostics)
        event.formerNames = FormerNames.read(reader["formerly"], &diagnostics)
        return (event, versions)
    }
}
