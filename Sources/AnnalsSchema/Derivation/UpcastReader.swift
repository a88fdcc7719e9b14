import AnnalsDiagnostics
import AnnalsExpression
import AnnalsJSON
import AnnalsYAML

/// Makes the step from one version to the next: what is written under `upcast:`, and the rest derived.
struct UpcastReader {
    let schema: Schema
    let scopes: Scopes

    /// A step as it was read.
    struct Step {
        /// The new version.
        var id: VersionedName
        var old: [Field]
        var new: [Field]
        var upcast: Node.Entry?
        var drop: Node?
        var location: SourceLocation
        /// Events have `meta`, types do not.
        var hasMeta: Bool
        /// The retired event that the new one takes the place of; nil for a step from one version to the next.
        var retired: VersionedName?

        var previous: VersionedName { retired ?? VersionedName(id.name, id.version - 1) }
        /// How messages name the old version.
        var previousText: String { retired?.description ?? "version \(previous.version)" }
        /// The key under which expressions stand.
        var keyword: String { retired == nil ? "upcast" : "fields" }
    }

    func read(_ step: Step, _ diagnostics: inout Diagnostics) -> Upcast? {
        let losses = LossCheck(schema: schema)
        let dropped = losses.dropped(step, &diagnostics)
        let location = step.upcast?.key.location ?? step.location
        if let node = step.upcast?.value, case .scalar(let scalar) = node {
            guard scalar.text == "custom" else {
                diagnostics.error(
                    "schema.upcast", "'upcast' must be a map from fields to expressions, or the word custom",
                    at: scalar.location)
                return nil
            }
            return Upcast(body: .custom, dropped: dropped.map(\.text), location: location)
        }
        guard let fields = fields(step, &diagnostics) else { return nil }
        losses.check(fields, dropped, step, &diagnostics)
        return Upcast(body: .fields(fields), dropped: dropped.map(\.text), location: location)
    }

    /// A value for each field of the new version; nil when there is none for one of them.
    func fields(_ step: Step, _ diagnostics: inout Diagnostics) -> [FieldUpcast]? {
        let written = self.written(step, &diagnostics)
        var fields: [FieldUpcast] = []
        for field in step.new {
            switch written[field.name] {
            case .some(.some(let upcast)): fields.append(upcast)
            // A mistake was reported; deriving the field as well would only repeat it.
            case .some(.none): break
            case .none: derived(field, step, &diagnostics).map { fields.append($0) }
            }
        }
        return fields.count == step.new.count ? fields : nil
    }

    // MARK: - Written

    /// What stands under `upcast:`; nil for what is wrong.
    private func written(_ step: Step, _ diagnostics: inout Diagnostics) -> [String: FieldUpcast?] {
        guard let node = step.upcast?.value, let reader = MappingReader(node, "'\(step.keyword)'", &diagnostics)
        else {
            return [:]
        }
        reader.allowNames(step.new.map(\.name), &diagnostics)
        var written: [String: FieldUpcast?] = [:]
        for entry in reader.all {
            guard let field = step.new.first(where: { $0.name == entry.key.text }) else { continue }
            written.updateValue(self.written(field, entry, step, &diagnostics), forKey: field.name)
        }
        return written
    }

    private func written(
        _ field: Field, _ entry: Node.Entry, _ step: Step, _ diagnostics: inout Diagnostics
    ) -> FieldUpcast? {
        var node = entry.value
        var because: String?
        if case .mapping = node, let reader = MappingReader(node, "the value of '\(field.name)'", &diagnostics) {
            reader.allow(["value", "because"], &diagnostics)
            because = reason(reader, &diagnostics)
            if reader["value"] == nil, reader["because"] != nil {
                return because.flatMap { derived(field, $0, entry, step, &diagnostics) }
            }
            guard let value = reader.required("value", &diagnostics) else { return nil }
            node = value
        }
        if case .scalar(let scalar) = node, scalar.text == "custom", scalar.style == .plain {
            guard step.retired == nil else {
                diagnostics.error(
                    "schema.retired", "the fields of what takes the place of an event are expressions, not custom",
                    at: scalar.location, suggestion: "write an expression over old")
                return nil
            }
            return FieldUpcast(field: field.name, source: .custom, location: scalar.location)
        }
        guard
            let expression = ExpressionReader.read(
                node, expecting: schema.expressionType(field.type),
                in: scopes.upcast(from: step.previous, hasMeta: step.hasMeta), &diagnostics)
        else { return nil }
        return FieldUpcast(
            field: field.name, source: .expression(expression), because: because, location: node.location)
    }

    /// What stands under `because:`.
    private func reason(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> String? {
        guard let scalar = reader.scalar("because", &diagnostics) else { return nil }
        guard scalar.text.utf8.allSatisfy({ $0 <= 0x20 }) else { return scalar.text }
        diagnostics.error(
            "upcast.because", "'because' without a reason says nothing to the next reader", at: scalar.location,
            suggestion: "say in a sentence why the value is right for events that never recorded it")
        return nil
    }

    // MARK: - Derived

    /// `{ because: … }` alone: the default, with the reason why it is right for events that never recorded it.
    private func derived(
        _ field: Field, _ because: String, _ entry: Node.Entry, _ step: Step, _ diagnostics: inout Diagnostics
    ) -> FieldUpcast? {
        guard var upcast = derived(field, step, &diagnostics) else { return nil }
        guard case .defaultValue = upcast.source else {
            diagnostics.error(
                "upcast.because",
                "'\(field.name)' does not become its default, so there is nothing to give a reason for",
                at: entry.value.location, suggestion: "remove it, or write { value: …, because: … }")
            return nil
        }
        upcast.because = because
        upcast.location = entry.key.location
        return upcast
    }

    private func derived(_ field: Field, _ step: Step, _ diagnostics: inout Diagnostics) -> FieldUpcast? {
        func upcast(_ source: ValueSource) -> FieldUpcast {
            FieldUpcast(field: field.name, source: source, location: field.location)
        }
        var obstacle: ConversionFinder.Obstacle?
        let old = step.old.first { $0.name == field.name }
        if let old {
            let finder = ConversionFinder(schema: schema)
            do {
                return upcast(.field(try finder.conversion(from: old.type, to: field.type)))
            } catch .optional {
                if let value = field.defaultValue, case .optional(let wrapped) = schema.resolved(old.type),
                    let conversion = try? finder.conversion(from: wrapped, to: field.type)
                {
                    return upcast(.fieldOrDefault(conversion, value))
                }
                obstacle = .optional
            } catch {
                obstacle = error
            }
        }
        // Of a field that was there before, silently taking the default would lose what was recorded.
        if obstacle == nil {
            if let value = field.defaultValue { return upcast(.defaultValue(value)) }
            if case .optional = schema.resolved(field.type) { return upcast(.absent) }
        }
        reportUnderivable(field, old, obstacle, step, &diagnostics)
        return nil
    }

    private func reportUnderivable(
        _ field: Field, _ old: Field?, _ obstacle: ConversionFinder.Obstacle?, _ step: Step,
        _ diagnostics: inout Diagnostics
    ) {
        let reason: String
        var suggestion = "write '\(step.keyword): { \(field.name): … }' with an expression over old"
        switch obstacle {
        case nil:
            reason = "\(step.previousText) has no '\(field.name)'"
            suggestion += ", give the field a default, or make it optional (T?)"
        case .different:
            reason =
                "its type changed from \(old.map { schema.expressionType($0.type).description } ?? "") to \(schema.expressionType(field.type))"
        case .tighter(let keyword):
            reason = "'\(keyword.rawValue)' refuses values that \(step.previousText) allows"
        case .optional:
            reason = "it may be absent in \(step.previousText)"
            suggestion =
                "give the field a default, or write '\(step.keyword): { \(field.name): old.?\(field.name).orValue(…) }'"
        case .downwards(let from, let to):
            reason = "it would go down from \(from) to \(to)"
            suggestion = "refer to \(from) or newer"
        }
        diagnostics.error(
            "upcast.underivable",
            "'\(field.name)' of \(step.id) cannot be derived from \(step.previousText): \(reason)",
            at: step.retired == nil ? field.location : step.location,
            notes: old.map { [Diagnostic.Note("the old field is here", at: $0.location)] } ?? [],
            suggestion: suggestion)
    }
}
