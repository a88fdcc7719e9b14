import AnnalsDiagnostics
import AnnalsYAML

/// Makes the step from one version of an enum or an alias to the next.
struct ValueUpcastReader {
    let schema: Schema
    let scopes: Scopes

    /// A step as it was read.
    struct Step {
        /// The new version.
        var id: VersionedName
        var upcast: Node.Entry?
        var location: SourceLocation

        var previous: VersionedName { VersionedName(id.name, id.version - 1) }

        var place: SourceLocation { upcast?.key.location ?? location }

        var isCustom: Bool {
            if case .scalar(let scalar)? = upcast?.value {
                scalar.text == "custom" && scalar.style == .plain
            } else {
                false
            }
        }

        func upcast(_ body: Upcast.Body) -> Upcast { Upcast(body: body, dropped: [], location: place) }
    }

    // MARK: - Enums

    /// `upcast: { old: new }` for the values that have gone.
    func read(_ step: Step, from old: Enumeration, to new: Enumeration, _ diagnostics: inout Diagnostics) -> Upcast? {
        if step.isCustom { return step.upcast(.custom) }
        if old.isOpen, !new.isOpen {
            diagnostics.error(
                "upcast.open", "\(step.previous) has values that nobody knows, and \(step.id) has no place for them",
                at: step.place, suggestion: "write open: true in version \(step.id.version) too, or 'upcast: custom'")
            return nil
        }
        guard let written = written(step, from: old, to: new, &diagnostics) else { return nil }
        var values: [ValueUpcast] = []
        for value in old.cases {
            if let target = written[value.value] ?? new.value(value.value)?.value {
                values.append(ValueUpcast(old: value.value, new: target))
            } else {
                diagnostics.error(
                    "upcast.value",
                    "'\(value.value)' of version \(step.previous.version) is no value of version "
                        + "\(step.id.version)", at: step.location,
                    suggestion: "say what it becomes: upcast: { \(value.value): \(new.cases.first?.value ?? "…") }")
            }
        }
        return values.count == old.cases.count ? step.upcast(.values(values)) : nil
    }

    private func written(
        _ step: Step, from old: Enumeration, to new: Enumeration, _ diagnostics: inout Diagnostics
    ) -> [String: String]? {
        guard let node = step.upcast?.value else { return [:] }
        guard let reader = MappingReader(node, "'upcast' of an enum", &diagnostics) else { return nil }
        let before = diagnostics.errorCount
        reader.allowNames(old.cases.map(\.value), &diagnostics)
        var written: [String: String] = [:]
        for entry in reader.all {
            guard let scalar = reader.scalar(entry.key.text, &diagnostics) else { continue }
            guard new.value(scalar.text) != nil || new.isOpen else {
                let values = new.cases.map(\.value)
                diagnostics.error(
                    "upcast.value",
                    "'\(scalar.text)' is no value of \(step.id); expected one of \(values.joined(separator: ", "))",
                    at: scalar.location,
                    suggestion: Suggestion.closest(to: scalar.text, in: values).map { "did you mean '\($0)'?" })
                continue
            }
            written[entry.key.text] = scalar.text
        }
        return diagnostics.errorCount == before ? written : nil
    }

    // MARK: - Unions

    /// Derived for each tag: the same struct, or its own upcasters.
    func read(_ step: Step, from old: Union, to new: Union, _ diagnostics: inout Diagnostics) -> Upcast? {
        if step.isCustom { return step.upcast(.custom) }
        if let upcast = step.upcast {
            diagnostics.error(
                "upcast.union", "the step of a union is derived, or 'upcast: custom'", at: upcast.key.location)
            return nil
        }
        if old.isOpen, !new.isOpen {
            diagnostics.error(
                "upcast.open", "\(step.previous) has tags that nobody knows, and \(step.id) has no place for them",
                at: step.place, suggestion: "write open: true in version \(step.id.version) too, or 'upcast: custom'")
            return nil
        }
        let finder = ConversionFinder(schema: schema)
        var tags: [TagUpcast] = []
        for alternative in old.cases {
            if let target = new.alternative(alternative.tag),
                let conversion = try? finder.conversion(from: .named(alternative.type), to: .named(target.type))
            {
                tags.append(TagUpcast(tag: alternative.tag, conversion: conversion))
            } else {
                diagnostics.error(
                    "upcast.tag",
                    "'\(alternative.tag)' of version \(step.previous.version), \(alternative.type), has no counterpart "
                        + "in version \(step.id.version)", at: step.location,
                    suggestion: "keep the tag with \(alternative.type.name) or a later version of it, or write "
                        + "'upcast: custom'")
            }
        }
        return tags.count == old.cases.count ? step.upcast(.tags(tags)) : nil
    }

    // MARK: - Aliases

    /// `upcast: expression over old`, or derived where every old value is a new one.
    func read(_ step: Step, from old: ValueType, to new: ValueType, _ diagnostics: inout Diagnostics) -> Upcast? {
        if step.isCustom {
            diagnostics.error(
                "upcast.custom", "an alias has no place for a Swift function", at: step.place,
                suggestion: "write an expression over 'old', or make it a struct")
            return nil
        }
        if let node = step.upcast?.value {
            return ExpressionReader.read(
                node, expecting: schema.expressionType(new), in: scopes.upcast(from: schema.expressionType(old)),
                &diagnostics
            ).map { step.upcast(.whole(.expression($0))) }
        }
        if let conversion = try? ConversionFinder(schema: schema).conversion(from: old, to: new) {
            return step.upcast(.whole(.field(conversion)))
        }
        diagnostics.error(
            "upcast.missing",
            "version \(step.id.version) of '\(step.id.name)' does not take all values of version "
                + "\(step.previous.version)", at: step.location,
            suggestion: "say how: upcast: an expression over 'old'")
        return nil
    }
}
