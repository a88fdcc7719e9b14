import AnnalsDiagnostics
public import AnnalsSchema

/// The record of what was published: `annals.lock` beside the schemas.
///
/// One line per version of an event or type, one per projection, command and process, one for the
/// streams of an event and one for the policy unless that is the usual one,
/// sorted, so that two branches which publish the same number conflict in git. A line has the whole shape, so that a
/// check needs no history.
public struct LockFile: Hashable, Sendable {
    /// The path as shown to people; nil when the lock was not read from a file.
    public var file: String?
    /// The entries, sorted by kind, name and version.
    public private(set) var entries: [LockEntry]
    /// Whether the file is what ``text`` is, but for the line ends of Windows; false for other comments or another order.
    public internal(set) var isAsWritten = true
    /// Where the entry of a version stands among the entries.
    private let positions: [LockEntry.Key: Int]

    /// Creates a lock.
    public init(_ entries: [LockEntry] = [], file: String? = nil) {
        self.entries = entries.sorted { $0.key < $1.key }
        self.file = file
        let positions = self.entries.enumerated().map { ($0.element.key, $0.offset) }
        self.positions = Dictionary(positions) { first, _ in first }
    }

    /// The lock of a schema in which everything is published.
    ///
    /// - Parameter configuration: What `annals.yaml` says beside the schema.
    public init(publishing schema: Schema, _ configuration: SchemaConfiguration = SchemaConfiguration()) {
        var entries: [LockEntry] = []
        for event in schema.events {
            for version in event.versions {
                let shape = CanonicalShape(version, in: schema)
                // A former name has lines too: giving it up is a break as giving up the event would be.
                for name in event.storedNames {
                    let id = VersionedName(name, version.id.version)
                    entries.append(LockFile.entry(.event, id, shape, version.upcast, at: version.location))
                }
            }
        }
        for event in schema.events {
            guard let text = event.retirement?.canonicalText else { continue }
            entries.append(
                LockEntry(
                    kind: .retired, name: event.name, version: event.versions.count,
                    fingerprint: Fingerprint.of(text), upcast: nil, shape: text,
                    declaration: event.retirement?.location))
        }
        for version in schema.types.flatMap(\.versions) {
            let shape = CanonicalShape(version, in: schema)
            entries.append(LockFile.entry(.type, version.id, shape, version.upcast, at: version.location))
        }
        for projection in schema.projections {
            let columns = (projection.key + projection.columns).map(\.field)
            entries.append(
                LockEntry(
                    kind: .projection, name: projection.name, version: 1,
                    fingerprint: schema.fingerprint(of: projection), upcast: nil,
                    shape: CanonicalShape(columns, in: schema).text, declaration: projection.location))
        }
        entries += EventStream.entries(schema)
        entries += PublishedProcess.entries(schema)
        if let policy = CompatibilityPolicy(schema, configuration).entry { entries.append(policy) }
        self.init(entries)
    }

    /// What changes were held to when this was published.
    public var policy: CompatibilityPolicy {
        entry(.policy, CompatibilityPolicy.entryName).flatMap { CompatibilityPolicy(text: $0.shape) }
            ?? CompatibilityPolicy()
    }

    private static func entry(
        _ kind: LockEntry.Kind, _ id: VersionedName, _ shape: CanonicalShape, _ upcast: Upcast?,
        at declaration: SourceLocation
    ) -> LockEntry {
        LockEntry(
            kind: kind, name: id.name, version: id.version, fingerprint: shape.fingerprint,
            upcast: upcast?.fingerprint, shape: shape.text, declaration: declaration)
    }

    /// The entry of a version.
    public func entry(_ kind: LockEntry.Kind, _ name: String, version: Int = 1) -> LockEntry? {
        positions[LockEntry.Key(kind: kind, name: name, version: version)].map { entries[$0] }
    }

    /// Where an entry stands, or where a lock that was not read from a file has it from; nil when that is not known.
    func place(_ entry: LockEntry) -> SourceLocation? {
        guard let line = entry.line else { return entry.declaration }
        return SourceLocation(
            file: file ?? "annals.lock", line: line, column: 1, endColumn: entry.title.utf8.count + 1)
    }

    /// The entry of a version of an event, under its present name or a former one.
    func entry(_ event: EventDeclaration, version: Int) -> LockEntry? {
        event.storedNames.lazy.compactMap { entry(.event, $0, version: version) }.first
    }

    /// The text of the file.
    public var text: String {
        let lines = LockForm.head + entries.map(\.text) + [LockForm.current.end].compactMap(\.self)
        return lines.joined(separator: "\n") + "\n"
    }
}
