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
                schema.types[position].versions[number].upcast = upcast(
                    from: versions[number - 1].content, to: versions[number], reader, &diagnostics)
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

    private func upcast(
        from old: TypeVersion, to new: ReadVersion<TypeVersion>, _ reader: UpcastReader,
        _ diagnostics: inout Diagnostics
    ) -> Upcast? {
        let version = new.content
        let values = ValueUpcastReader(schema: reader.schema, scopes: reader.scopes)
        let step = ValueUpcastReader.Step(id: version.id, upcast: new.upcast, location: version.location)
        switch (old.definition, version.definition) {
        case (.record(let oldFields), .record(let fields)):
            return reader.read(
                UpcastReader.Step(
                    id: version.id, old: oldFields, new: fields, upcast: new.upcast, drop: new.drop,
                    location: version.location, hasMeta: false), &diagnostics)
        case (.enumeration(let old), .enumeration(let new)): return values.read(step, from: old, to: new, &diagnostics)
        case (.union(let old), .union(let new)): return values.read(step, from: old, to: new, &diagnostics)
        case (.alias(let old), .alias(let new)): return values.read(step, from: old, to: new, &diagnostics)
        default: return nil
        }
    }

    // MARK: - Retired events

    func readRetirements(
        _ schema: inout Schema, _ events: [[ReadVersion<EventVersion>]], _ diagnostics: inout Diagnostics
    ) {
        let reader = RetirementReader(schema: schema, scopes: Scopes(schema), broken: broken)
        for (position, versions) in events.enumerated() {
            let event = schema.events[position]
            guard let entry = versions.last?.retired, !broken.contains(event.name) else { continue }
            reader.read(entry, of: event, &diagnostics).map { schema.events[position].retirement = $0 }
        }
        RetirementCheck.run(schema, &diagnostics)
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
