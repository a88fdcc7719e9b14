import AnnalsExpression
import AnnalsSchema

/// What a projection or an aggregate reads of an event: of each version the fields from which those of the newest follow.
struct EventView {
    /// The event with nothing but those fields, under the Swift name of the view.
    let event: EventDeclaration
    /// The event itself.
    let original: EventDeclaration
    /// The Swift type that reads it and in which it is nested.
    let owner: String

    /// Nil when nothing can be left out: all fields are read, or a step of the user reads all of an old version.
    ///
    /// - Parameters:
    ///   - owner: The Swift type that reads it and in which it is nested.
    ///   - reads: What its expressions read, as paths from `event`.
    init?(of event: EventDeclaration, owner: String, reads: Set<[String]>) {
        guard let newest = event.versions.last, !EventView.taken.contains(event.name) else { return nil }
        let paths = reads.filter { $0.first == "event" }
        guard !paths.contains(["event"]) else { return nil }
        var needed = Set(paths.compactMap { $0.dropFirst().first })
        let skipped = newest.fields.filter { !needed.contains($0.name) }
        guard EventView.isWorthwhile(skipped, of: newest.fields) else { return nil }
        let name = "\(owner).\(event.name)"
        var versions: [EventVersion] = []
        for version in event.versions.reversed() {
            var view = version
            view.id = VersionedName(name, version.id.version)
            view.fields = version.fields.filter { needed.contains($0.name) }
            view.rules = []
            if let upcast = version.upcast {
                guard let (step, before) = EventView.step(upcast, needed) else { return nil }
                view.upcast = step
                needed = before ?? Set(event.version(version.id.version - 1)?.fields.map(\.name) ?? [])
            }
            versions.append(view)
        }
        var result = event
        result.name = name
        result.versions = versions.reversed()
        self.event = result
        original = event
        self.owner = owner
    }

    /// A view is code of its own, so it must leave out something of weight: half of the fields, or a field with an inside.
    private static func isWorthwhile(_ skipped: [Field], of all: [Field]) -> Bool {
        skipped.count * 2 >= all.count
            || skipped.contains { field in
                switch field.type {
                case .list, .map, .named: true
                case .scalar, .optional: false
                }
            }
    }

    /// Names that projections, aggregates and processes give to something else.
    private static let taken: Set<String> = ["Row", "ID", "Event", "State", "Command", "Timeout"]

    /// What of a step is left when only some fields are needed, and which fields of the version before it then reads; nil
    /// for all of them. Nil altogether when the step is the user's.
    private static func step(_ upcast: Upcast, _ needed: Set<String>) -> (Upcast, Set<String>?)? {
        guard case .fields(let sources) = upcast.body else { return nil }
        var before: Set<String>? = []
        let kept = sources.filter { needed.contains($0.field) }
        for source in kept {
            switch source.source {
            case .expression(let expression):
                let paths = expression.reads.filter { $0.first == "old" }
                if paths.contains(["old"]) { before = nil }
                before?.formUnion(paths.compactMap { $0.dropFirst().first })
            case .field, .fieldOrDefault: before?.insert(source.field)
            case .custom: return nil
            case .defaultValue, .absent: break
            }
        }
        var step = upcast
        step.body = .fields(kept)
        return (step, before)
    }
}
