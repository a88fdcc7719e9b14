import AnnalsContainment
import AnnalsDiagnostics
import AnnalsSchema
import AnnalsValues

/// Compares a schema with what was published.
struct LockComparison {
    let schema: Schema
    let lock: LockFile
    let samples: Int
    let seed: UInt64
    /// The positions of events by all their stored names, and of read models by name: a lock has many lines.
    private let events: [String: Int]
    private let projections: [String: Int]
    /// The names of the events whose retirement is published.
    private let retired: Set<String>

    init(schema: Schema, lock: LockFile, samples: Int, seed: UInt64) {
        self.schema = schema
        self.lock = lock
        self.samples = samples
        self.seed = seed
        let present = schema.events.enumerated().map { ($0.element.name, $0.offset) }
        let former = schema.events.enumerated().flatMap { event in event.element.formerNames.map { ($0, event.offset) }
        }
        events = Dictionary(present + former) { first, _ in first }
        projections = Dictionary(schema.projections.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in
            first
        }
        retired = Set(lock.entries.lazy.filter { $0.kind == .retired }.map(\.name))
    }

    /// The event that a stored type name stands for.
    private func event(storedAs name: String) -> EventDeclaration? { events[name].map { schema.events[$0] } }

    /// Whether the end of an event is published.
    func isPublished(retirementOf event: EventDeclaration) -> Bool {
        event.storedNames.contains(where: retired.contains)
    }

    // MARK: - Drafts

    /// The versions of an event that are not published.
    func drafts(_ event: EventDeclaration) -> [Int] {
        event.versions.map(\.id.version).filter { lock.entry(.event, event.name, version: $0) == nil }
    }

    /// All versions that are not published, such as `OrderCreated@3`.
    var drafts: [String] {
        schema.events.flatMap { event in drafts(event).map { "\(event.name)@\($0)" } }
            + schema.types.flatMap(\.versions).map(\.id).filter {
                lock.entry(.type, $0.name, version: $0.version) == nil
            }.map(\.description)
    }

    /// The events that are published and not in the schema any more.
    var removedEvents: [String] {
        var names: [String] = []
        // The lines of one name stand together.
        for entry in lock.entries where entry.kind == .event && events[entry.name] == nil && names.last != entry.name {
            names.append(entry.name)
        }
        return names
    }

    /// Whether a finding was accepted when the version was published.
    func isAcknowledged(_ finding: Finding, of event: EventDeclaration) -> Bool {
        guard finding.rule == .upcastCustom, let step = finding.step,
            let version = event.version(step.to), let entry = lock.entry(event, version: step.to)
        else { return false }
        return entry.upcast == version.upcast?.fingerprint
    }

    /// What a new name of an event breaks in programs that know the one before.
    func renames(_ event: EventDeclaration, _ pairs: JudgedPairs) -> [Finding] {
        guard pairs.contains(.newReadByOld), lock.entry(.event, event.name, version: 1) == nil,
            let former = event.formerNames.last(where: { lock.entry(.event, $0, version: 1) != nil })
        else { return [] }
        return [
            Finding(
                .forwardRenamed, subject: event.name,
                "programs that know \(event.name) as \(former) do not read its new events", at: event.location,
                suggestion: "keep the name \(former), or lower the mode of the event")
        ]
    }

    /// What a retirement that is not published gives up without a reason.
    func retirements(_ event: EventDeclaration, _ pairs: JudgedPairs) -> [Finding] {
        guard let retirement = event.retirement, retirement.because == nil, pairs.contains(.oldReadByNew),
            !isPublished(retirementOf: event)
        else { return [] }
        let names = retirement.dropped.map { "`\($0)`" }.joined(separator: ", ")
        let loss =
            retirement.parts.isEmpty
            ? "its stored events are read as nothing"
            : retirement.dropsRest
                ? "its stored events that meet no 'when' are read as nothing"
                : names.isEmpty ? nil : "what takes its place drops \(names)"
        guard let loss else { return [] }
        return [
            Finding(
                .eventRetired, subject: event.name, "\(event.name) is retired: \(loss)", at: retirement.location,
                previous: event.location, suggestion: "when that is meant to be so, say why with 'because:'")
        ]
    }

    // MARK: - Published

    /// What is wrong with the lock, or with what it says was published.
    func findings() -> [Finding] {
        lock.entries.flatMap { entry -> [Finding] in
            // Lines of older files have no check digits. Those of read models and processes have the fingerprint of more
            // than their shapes.
            let isShape =
                [.process, .projection].contains(entry.kind) || Fingerprint.of(entry.shape) == entry.fingerprint
            guard !entry.isEdited, isShape else { return [edited(entry)] }
            switch entry.kind {
            case .event: return event(entry)
            case .type: return type(entry)
            case .projection: return projection(entry)
            case .retired: return retired(entry)
            case .stream: return lost(entry)
            // What they hold against the schema has a comparison of its own.
            case .command, .policy, .process: return []
            }
        }
    }

    /// The name of a line when it is a former one of the event, which has the same finding under its present name.
    private func formerName(_ entry: LockEntry, _ name: String) -> String { entry.name == name ? "" : entry.name }

    private func edited(_ entry: LockEntry) -> Finding {
        let hasVersion = ![.command, .policy, .process, .stream].contains(entry.kind)
        let version = hasVersion ? " version \(entry.version)" : ""
        return Finding(
            .lockEdited, subject: entry.name,
            "the line of \(entry.kind.rawValue) \(entry.name)\(version) was edited: its "
                + (entry.isEdited ? "check digits are not those of its text" : "fingerprint is not that of its shape"),
            at: lock.place(entry), version: hasVersion ? entry.version : nil, place: entry.kind.rawValue,
            suggestion: "restore the file from version control; only 'annals lock' writes it")
    }

    /// What is wrong when the streams of an event are published and none of its versions is. That they are others now is
    /// said for all events at once.
    private func lost(_ entry: LockEntry) -> [Finding] {
        guard [1, 2].allSatisfy({ lock.entry(.event, entry.name, version: $0) == nil }) else { return [] }
        return [
            Finding(
                .publishedGap, subject: event(storedAs: entry.name)?.name ?? entry.name,
                "\(entry.name) is published, but its version 1 is not", at: lock.place(entry), version: 1,
                suggestion: "restore the line of version 1 from version control")
        ]
    }

    private func event(_ entry: LockEntry) -> [Finding] {
        let declared = event(storedAs: entry.name)
        // That an event is gone is said once, at its first line.
        if declared == nil, lock.entry(.event, entry.name, version: entry.version - 1) != nil { return [] }
        guard let event = declared, let version = event.version(entry.version) else {
            let what = declared == nil ? "event \(entry.name)" : "version \(entry.version) of \(entry.name)"
            let suggestion = "restore it: stored events of it must stay readable"
            return [
                Finding(
                    .publishedRemoved, subject: declared?.name ?? entry.name, "the published \(what) is gone",
                    at: declared?.location ?? lock.place(entry), previous: declared == nil ? nil : lock.place(entry),
                    version: declared == nil ? nil : entry.version,
                    place: formerName(entry, declared?.name ?? entry.name),
                    suggestion: declared == nil
                        ? "\(suggestion); when it has another name now, say so there with 'formerly: \(entry.name)'"
                        : suggestion)
            ]
        }
        var findings: [Finding] = []
        if entry.version > 1, lock.entry(.event, entry.name, version: entry.version - 1) == nil {
            findings.append(
                Finding(
                    .publishedGap, subject: event.name,
                    "\(entry.name) version \(entry.version) is published, but version \(entry.version - 1) is not",
                    at: lock.place(entry) ?? version.location, version: entry.version,
                    place: formerName(entry, event.name),
                    suggestion: "restore the line of version \(entry.version - 1) from version control"))
        }
        findings += shape(
            entry, CanonicalShape(version, in: schema), .event(version), at: version.location,
            next: event.versions.count + 1, subject: event.name)
        return findings + upcaster(entry, version.upcast, at: version.location, subject: event.name)
    }

    private func type(_ entry: LockEntry) -> [Finding] {
        guard let type = schema.type(named: entry.name), let version = type.version(entry.version) else {
            return [
                Finding(
                    .lockOrphaned, subject: entry.name,
                    "the published type \(entry.name) version \(entry.version) is gone, and nothing uses it",
                    at: lock.place(entry), version: entry.version, suggestion: "run 'annals lock' to remove the line")
            ]
        }
        let findings = shape(
            entry, CanonicalShape(version, in: schema), .type(.named(version.id)), at: version.location,
            next: type.versions.count + 1, subject: entry.name)
        return findings + upcaster(entry, version.upcast, at: version.location, subject: entry.name)
    }

    /// Whether the shape is the published one, and if not, a payload that shows it.
    private func shape(
        _ entry: LockEntry, _ shape: CanonicalShape, _ current: Containment.Shape, at location: SourceLocation,
        next: Int, subject: String
    ) -> [Finding] {
        guard !shape.text.isExactlyEqual(to: entry.shape) else { return [] }
        let evidence = ChangedShape(entry: entry, schema: schema, samples: samples, seed: seed)
        return [
            Finding(
                .publishedChanged, subject: subject,
                "\(entry.name) version \(entry.version) was published with another shape", at: location,
                previous: lock.place(entry), version: entry.version, place: formerName(entry, subject),
                details: ShapeDifference.sentences(from: entry.shape, to: shape.text),
                witness: evidence.witness(current),
                suggestion: "restore version \(entry.version) and write the change as version \(next) with an upcaster")
        ]
    }

    private func upcaster(
        _ entry: LockEntry, _ upcast: Upcast?, at location: SourceLocation, subject: String
    ) -> [Finding] {
        guard entry.upcast != upcast?.fingerprint else { return [] }
        return [
            Finding(
                .publishedUpcaster, subject: subject,
                "the upcaster to \(entry.name) version \(entry.version) was published with another meaning: "
                    + "old events are read differently from now on",
                at: upcast?.location ?? location, previous: lock.place(entry), version: entry.version,
                place: formerName(entry, subject),
                suggestion: "restore it, or accept the change with 'annals lock --acknowledge'")
        ]
    }

    /// Whether a retired event is read as it was when the retirement was published.
    private func retired(_ entry: LockEntry) -> [Finding] {
        // That the event itself is gone is said of its versions.
        guard let event = event(storedAs: entry.name) else { return [] }
        guard let retirement = event.retirement, retirement.canonicalText.isExactlyEqual(to: entry.shape) else {
            let what = event.retirement == nil ? ", and is in use again" : " with another meaning"
            return [
                Finding(
                    .publishedUpcaster, subject: event.name,
                    "\(event.name) was published as retired\(what): old events are read differently from now on",
                    at: event.retirement?.location ?? event.location, previous: lock.place(entry), place: "retired",
                    suggestion: "restore it, or accept the change with 'annals lock --acknowledge'")
            ]
        }
        return []
    }

    private func projection(_ entry: LockEntry) -> [Finding] {
        guard let projection = projections[entry.name].map({ schema.projections[$0] }) else {
            return [
                Finding(
                    .lockOrphaned, subject: entry.name, "the read model \(entry.name) is gone", at: lock.place(entry),
                    suggestion: "run 'annals lock' to remove the line")
            ]
        }
        guard schema.fingerprint(of: projection) != entry.fingerprint else { return [] }
        let columns = CanonicalShape((projection.key + projection.columns).map(\.field), in: schema)
        return [
            Finding(
                .projectionChanged, subject: entry.name,
                "the read model \(entry.name) is made in another way than before: it has to be rebuilt",
                at: projection.location, previous: lock.place(entry),
                details: ShapeDifference.sentences(from: entry.shape, to: columns.text))
        ]
    }
}
