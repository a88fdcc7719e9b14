import AnnalsDiagnostics
import AnnalsYAML

extension SchemaLoader {
    // MARK: - Upcasts

    func readUpcasts(
        _ schema: inout Schema, _ types: [[ReadVersion<TypeVersion>]], _ events: [[ReadVersion<EventVersion>]],
        _ diagnostics: inout Diagnostics
    ) {
        let scopes = Scopes(schema)
        let reader = UpcastReader(schema: schema, scopes: scopes)
        for (position, versions) in types.enumerated() where !broken.contains(schema.types[position].name) {
            for number in versions.indices.dropFirst() {
                guard case .record(let old) = versions[number - 1].content.definition,
                    case .record(let new) = versions[number].content.definition
                else { continue }
                schema.types[position].versions[number].upcast = reader.read(
                    UpcastReader.Step(
                        id: versions[number].content.id, old: old, new: new, upcast: versions[number].upcast,
                        drop: versions[number].drop, location: versions[number].content.location, hasMeta: false),
                    &diagnostics)
            }
        }
        for (position, versions) in events.enumerated() where !broken.contains(schema.events[position].name) {
            for number in versions.indices.dropFirst() {
                schema.events[position].versions[number].upcast = reader.read(
                    UpcastReader.Step(
                        id: versions[number].content.id, old: versions[number - 1].content.fields,
                        new: versions[number].content.fields, upcast: versions[number].upcast,
                        drop: versions[number].drop,
                        location: versions[number].content.location, hasMeta: true), &diagnostics)
            }
        }
    }

    // MARK: - Rules

    func readRules(
        _ schema: inout Schema, _ types: [[ReadVersion<TypeVersion>]], _ events: [[ReadVersion<EventVersion>]],
        _ diagnostics: inout Diagnostics
    ) {
        let reader = RuleReader(scopes: Scopes(schema))
        for (position, versions) in types.enumerated() {
            let isBroken = broken.contains(schema.types[position].name)
            for (number, version) in versions.enumerated() {
                schema.types[position].versions[number].rules = reader.read(
                    version.rules, of: version.content.id, isBroken: isBroken, &diagnostics)
            }
        }
        for (position, versions) in events.enumerated() {
            let isBroken = broken.contains(schema.events[position].name)
            for (number, version) in versions.enumerated() {
                schema.events[position].versions[number].rules = reader.read(
                    version.rules, of: version.content.id, isBroken: isBroken, &diagnostics)
            }
        }
    }
}
