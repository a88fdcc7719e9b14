import AnnalsDiagnostics
import AnnalsExpression
import AnnalsSchema

/// A step of which is said what it does: from one version of an event or a type to the next, or from a retired event to
/// one that takes its place.
struct UpcastStep {
    /// The event or type beside which findings are excused.
    let subject: String
    /// What the step begins with.
    let old: EventVersion
    /// What it makes.
    let new: EventVersion
    let upcast: Upcast
    /// The key of the new values in the schema.
    var keyword = "upcast"

    /// Whether the shapes only stand for what is no struct: their field `value` is the whole of it.
    var isWrapped = false

    /// Where the value of each new field comes from; empty when a Swift function makes all of it.
    var fields: [FieldUpcast] { if case .fields(let fields) = upcast.body { fields } else { [] } }

    /// Whether a Swift function has a part in it, so that nothing can be tried.
    var isCustom: Bool {
        guard case .fields(let fields) = upcast.body else { return true }
        return fields.contains { if case .custom = $0.source { true } else { false } }
    }
}

extension LockComparison {
    /// The steps of an event that are not published, of those that are judged.
    func draftSteps(_ event: EventDeclaration, _ pairs: JudgedPairs) -> [UpcastStep] {
        // The step from each version that new code has to read, beginning with the oldest.
        let judged = event.versions.suffix(pairs.sources(of: event.versions.dropLast()).count)
        return judged.compactMap { new in
            guard let upcast = new.upcast, let old = event.version(new.id.version - 1),
                lock.entry(event, version: new.id.version) == nil
            else { return nil }
            return UpcastStep(subject: event.name, old: old, new: new, upcast: upcast)
        }
    }

    /// The steps to what takes the place of a retired event, while the retirement is not published.
    func draftParts(_ event: EventDeclaration, _ pairs: JudgedPairs) -> [UpcastStep] {
        guard pairs.contains(.oldReadByNew), let retirement = event.retirement, let newest = event.versions.last,
            !isPublished(retirementOf: event)
        else { return [] }
        return retirement.parts.compactMap { part in
            guard let target = schema.event(part.target.name)?.version(part.target.version) else { return nil }
            return UpcastStep(
                subject: event.name, old: newest, new: target, upcast: part.upcast, keyword: "fields")
        }
    }

    /// The steps of types that are not published, of those that are judged.
    ///
    /// - Parameter pairs: What is judged of any event: a type has no mode of its own.
    func draftSteps(_ type: TypeDeclaration, _ pairs: JudgedPairs) -> [UpcastStep] {
        type.versions.suffix(pairs.sources(of: type.versions.dropLast()).count).compactMap { new in
            guard let upcast = new.upcast, let old = type.version(new.id.version - 1),
                lock.entry(.type, type.name, version: new.id.version) == nil
            else { return nil }
            if let before = old.shape, let after = new.shape {
                return UpcastStep(subject: type.name, old: before, new: after, upcast: upcast)
            }
            let wrapped = Upcast.wrapped(from: old.id, to: new.id, at: upcast.location)
            return upcast.mayMerge
                ? UpcastStep(
                    subject: type.name, old: old.wrapped(nil), new: new.wrapped(wrapped), upcast: wrapped,
                    isWrapped: true) : nil
        }
    }
}

extension TypeVersion {
    /// A struct as what payloads are; nil for what is none.
    fileprivate var shape: EventVersion? {
        guard case .record(let fields) = definition else { return nil }
        var shape = EventVersion(id: id, description: nil, fields: fields, upcast: upcast, location: location)
        shape.rules = rules
        return shape
    }

    /// What is no struct as the field `value` of one.
    fileprivate func wrapped(_ upcast: Upcast?) -> EventVersion {
        let field = Field(name: "value", type: .named(id), location: location)
        return EventVersion(id: id, description: nil, fields: [field], upcast: upcast, location: location)
    }
}

extension Upcast {
    fileprivate static func wrapped(
        from old: VersionedName, to new: VersionedName, at location: SourceLocation
    ) -> Upcast {
        let source = ValueSource.field(.upcast(from: old, to: new))
        let field = FieldUpcast(field: "value", source: source, location: location)
        return Upcast(body: .fields([field]), dropped: [], location: location)
    }

    /// Whether the step of an enum, an alias or a union may take two values for the same. What the structs of a union lose
    /// is said of them.
    fileprivate var mayMerge: Bool {
        switch body {
        case .values(let values): Set(values.map { Array($0.new.utf8) }).count < values.count
        case .whole(.expression(let expression)): expression.root.copiedPath == nil
        case .whole, .tags, .custom, .fields: false
        }
    }
}
