import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Objects as structs, maps and tagged unions.
extension TypeBuilder {
    static let nowhere = SourceLocation(file: "", line: 1, column: 1)

    /// The type of objects; nil when no object fits.
    mutating func object(_ set: ObjectSet, _ place: SchemaPlace, _ hint: String) -> ValueType? {
        if !set.alternatives.isEmpty { return union(set, place, hint) }
        if set.properties.isEmpty, set.required.isEmpty, set.rules.isEmpty { return map(set, hint) }
        if set.properties.isEmpty, set.required.isEmpty { return nil }
        guard hasValue(set) else { return nil }
        return .named(record(set, hint))
    }

    /// Whether some object fits, as far as the keys that must be there show.
    private mutating func hasValue(_ set: ObjectSet) -> Bool {
        set.required.allSatisfy { key in
            let places = set.properties[key] ?? set.additional
            return places.isEmpty || !evaluator.evaluate(places).kinds.isEmpty
        }
    }

    private mutating func record(_ set: ObjectSet, _ hint: String) -> VersionedName {
        let (name, position, isNew) = declare(.object, set.origins.map(\.place), hint: hint, .record([]))
        if isNew { pending.append(PendingRecord(position: position, set: set)) }
        return VersionedName(name, 1)
    }

    /// Reads what is in the structs that were found, and in those that are found on the way.
    mutating func finish() {
        while !pending.isEmpty {
            let next = pending.removeFirst()
            let fields = fields(next.set, of: declarations[next.position].name)
            declarations[next.position].definition = .record(fields)
            declarations[next.position].rules = next.set.rules
        }
        conventions.settle(&evaluator.losses)
    }

    // MARK: - Fields

    mutating func fields(_ set: ObjectSet, of owner: String) -> [Field] {
        let place = set.origins.first?.place ?? evaluator.document.root
        let isClosed = !set.additional.isEmpty && evaluator.evaluate(set.additional).kinds.isEmpty
        if isClosed {
            conventions.closed.append(place)
        } else {
            conventions.hasOpen = true
            if !set.additional.isEmpty, !evaluator.evaluate(set.additional).isFull {
                evaluator.losses.add(
                    place, "additionalProperties", .wider, "a struct does not look at keys that are no fields of it")
            }
        }
        checkCounts(set, place, isClosed: isClosed)
        var swiftNames: Set<String> = []
        let keys = set.properties.keys + set.required.filter { set.properties[$0] == nil }
        return keys.compactMap { key in
            field(key, set.properties[key] ?? set.additional, set, owner, place, isClosed, &swiftNames)
        }
    }

    private mutating func checkCounts(_ set: ObjectSet, _ place: SchemaPlace, isClosed: Bool) {
        if let count = set.minProperties, count > set.required.count {
            evaluator.losses.add(place, "minProperties", .wider, "the fields of a struct are not counted")
        }
        if let count = set.maxProperties, !isClosed || count < set.properties.count {
            evaluator.losses.add(place, "maxProperties", .wider, "the fields of a struct are not counted")
        }
    }

    private mutating func field(
        _ key: String, _ places: [SchemaPlace], _ set: ObjectSet, _ owner: String, _ record: SchemaPlace,
        _ isClosed: Bool, _ swiftNames: inout Set<String>
    ) -> Field? {
        let place = places.first ?? record.inner(.bool(true), "required")
        let isRequired = set.required.contains(key)
        guard NameRules.isWord(key) else {
            evaluator.losses.add(
                place, "properties", isClosed ? .different : .wider,
                "the key '\(key)' is left out: a field has ASCII letters, digits and _")
            return nil
        }
        guard let value = value(places, hint: owner + TypeNames.capitalised(key)) else {
            // The key may not be there, which is so in a closed object without it.
            if !isClosed {
                evaluator.losses.add(
                    place, "properties", .wider, "the key '\(key)' may not be there; unknown keys are fine")
            }
            return nil
        }
        var field = Field(
            name: key, swiftName: swiftName(key, &swiftNames), type: value.type, location: TypeBuilder.nowhere)
        field.description = places.lazy.compactMap(\.description).first
        let fallback = isRequired ? nil : self.fallback(places, value)
        if isRequired {
            if value.isNullable {
                field.type = .optional(value.type)
                field.isNullable = true
            }
            if places.contains(where: { $0.schema["default"] != nil }) {
                evaluator.losses.add(place, "default", .annotation, "the key is always there")
            }
        } else if let fallback, !value.isNullable || fallback != .null {
            field.defaultValue = fallback
            if value.isNullable { field.type = .optional(value.type) }
        } else if value.type != .json {
            field.type = .optional(value.type)
        } else {
            field.type = .optional(.json)
        }
        if case .optional = field.type, !field.isNullable, value.type != .json {
            if value.isNullable { conventions.hasNullForAbsent = true } else { conventions.absentOnly.append(place) }
        }
        return field
    }

    private mutating func swiftName(_ key: String, _ taken: inout Set<String>) -> String {
        var name = key
        if NameRules.needsSwiftName(field: key) {
            name = TypeNames.small(key)
            if name.isEmpty || NameRules.needsSwiftName(field: name) || !NameRules.isWord(name) {
                name = "\(name)Field"
            }
        }
        return TypeNames.unique(name, &taken)
    }

    /// The default beside the schema, unless it is none of the type.
    private mutating func fallback(_ places: [SchemaPlace], _ value: ImportedValue) -> JSONValue? {
        for place in places {
            guard let fallback = place.schema["default"] else { continue }
            if fallback == .null, value.isNullable { return nil }
            if DefaultCheck(declarations: declarations).accepts(fallback, value.type) { return fallback }
            evaluator.losses.add(place, "default", .annotation, "\(fallback.text) is no plain value of the type")
        }
        return nil
    }

    // MARK: - Unions

    private mutating func union(_ set: ObjectSet, _ place: SchemaPlace, _ hint: String) -> ValueType? {
        let alternatives = set.alternatives.filter { hasValue($0) }
        if alternatives.count == 1 { return object(alternatives[0], place, hint) }
        guard let tags = UnionTags(alternatives), alternatives.allSatisfy({ !$0.properties.isEmpty }) else {
            evaluator.losses.add(
                place, "anyOf", .wider,
                "the alternatives have no key with another constant in each, so any object is accepted")
            return .map(.json, Constraints())
        }
        let (name, position, isNew) = declare(
            .object, set.origins.map(\.place), hint: hint, .union(Union(discriminator: tags.key, cases: [])))
        guard isNew else { return .named(VersionedName(name, 1)) }
        var cases: [UnionCase] = []
        var taken: Set<String> = [tags.key]
        for (alternative, values) in zip(alternatives, tags.values) {
            let rest = alternative.removing(tags.key)
            for tag in values {
                let reference = alternative.origins.lazy.compactMap { $0.place.text("$ref") }.first
                let named = reference.flatMap {
                    [SchemaPlace(.null, pointer: String($0.dropFirst()), resource: "")].definitionName
                }
                let type = record(rest, named ?? "\(name)\(TypeNames.capitalised(tag))")
                cases.append(UnionCase(tag: tag, swiftName: caseName(tag, &taken) ?? tag, type: type))
            }
        }
        declarations[position].definition = .union(
            Union(discriminator: tags.key, cases: cases, isOpen: tags.isOpen))
        return .named(VersionedName(name, 1))
    }
}
