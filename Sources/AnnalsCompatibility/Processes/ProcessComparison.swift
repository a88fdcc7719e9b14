import AnnalsContainment
import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Compares commands and process managers with what was published of them.
///
/// Commands wait in outboxes as they were written, without a version: the validator of today has to take them. States are made
/// anew from the events, so that a changed one is no break.
struct ProcessComparison {
    let schema: Schema
    let lock: LockFile
    let samples: Int
    let seed: UInt64

    private static let deliver =
        "deliver what is in the outbox before the change is deployed, then accept it with 'annals lock --acknowledge'"

    func findings() -> [Finding] {
        lock.entries.flatMap { entry -> [Finding] in
            // That a line was edited is said elsewhere.
            switch entry.kind {
            case .command where !entry.isEdited: command(entry)
            case .process where !entry.isEdited: process(entry)
            default: []
            }
        }
    }

    // MARK: - Commands

    private func command(_ entry: LockEntry) -> [Finding] {
        guard let command = schema.commands.first(where: { $0.name == entry.name }) else {
            return [
                Finding(
                    .commandRemoved, subject: entry.name,
                    "the published command \(entry.name) is gone: what is in the outbox of it is not delivered",
                    at: lock.place(entry), suggestion: "restore it, or \(Self.deliver)")
            ]
        }
        let shape = CanonicalShape(command.fields, in: schema)
        guard !shape.text.isExactlyEqual(to: entry.shape), let published = LockedShape(entry) else { return [] }
        var containment = Containment(
            PayloadWriter(published.schema), PayloadReader(schema), samples: samples, seed: seed)
        let current = EventVersion(
            id: VersionedName(command.name, 1), description: nil, fields: command.fields, upcast: nil,
            location: command.location)
        return finding(
            command, entry, containment.decide(.type(published.type), readAs: .event(current)),
            ShapeDifference.sentences(from: entry.shape, to: shape.text))
    }

    private func finding(
        _ command: CommandDeclaration, _ entry: LockEntry, _ verdict: ContainmentVerdict, _ changes: [String]
    ) -> [Finding] {
        var finding = Finding(
            .commandChanged, subject: command.name,
            "\(command.name) commands that wait in an outbox cannot be read any more", at: command.location,
            previous: lock.place(entry), details: changes,
            suggestion: "give a field that was added a default, keep what was taken before, or \(Self.deliver)")
        switch verdict {
        case .safe: return []
        case .breaks(let found):
            finding.witness = found.first.map {
                Witness(
                    name: command.name, version: 1, payload: $0.payload,
                    consequence: "the edited command refuses it: \($0.violations.first?.description ?? "")")
            }
        case .unknown(let doubts, let tried):
            let reasons = doubts.map { $0.pointer.isEmpty ? $0.reason : "\($0.pointer): \($0.reason)" }
            finding.verdict = .unknown
            finding.message =
                "whether \(command.name) commands that wait in an outbox can be read is not known: "
                + "\(reasons.joined(separator: "; ")); none of \(tried) tried payloads is refused"
        }
        return [finding]
    }

    // MARK: - Process managers

    private func process(_ entry: LockEntry) -> [Finding] {
        guard let process = schema.processes.first(where: { $0.name == entry.name }) else {
            return [
                Finding(
                    .processRemoved, subject: entry.name,
                    "the published process \(entry.name) is gone: what it has begun is not ended, its timeouts do not fire, "
                        + "and its commands are not delivered",
                    at: lock.place(entry),
                    suggestion:
                        "restore it until its last process has ended; what is meant to be given up is accepted with "
                        + "'annals lock --acknowledge'")
            ]
        }
        guard let before = PublishedProcess(text: entry.shape) else { return [] }
        let now = PublishedProcess(process, in: schema)
        return emissions(process, entry, before, now) + states(process, entry, before, now)
    }

    /// Commands of a type that the process emits no more have no case in the type that a dispatcher reads.
    private func emissions(
        _ process: ProcessDeclaration, _ entry: LockEntry, _ before: PublishedProcess, _ now: PublishedProcess
    ) -> [Finding] {
        // That a command itself is gone is said at its own line.
        let lost = before.commands.filter { name in
            !now.commands.contains(name) && schema.commands.contains { $0.name == name }
        }
        return lost.map { name in
            Finding(
                .commandRemoved, subject: process.name,
                "\(process.name) emits no \(name) any more: what is in its outbox of it is not delivered",
                at: process.location, previous: lock.place(entry), place: name,
                suggestion: "keep an 'emit' of it, under a 'when' that is never true, say; or \(Self.deliver)")
        }
    }

    private func states(
        _ process: ProcessDeclaration, _ entry: LockEntry, _ before: PublishedProcess, _ now: PublishedProcess
    ) -> [Finding] {
        guard schema.fingerprint(of: process) != entry.fingerprint else { return [] }
        var details = ShapeDifference.sentences(from: before.state.text, to: now.state.text)
        if before.key != now.key {
            details.append(
                "the key was \(before.key.joined(separator: ", ")), is \(now.key.joined(separator: ", ")): commands that "
                    + "wait under old keys do not hold up those under new ones")
        }
        details += before.timeouts.filter { !now.timeouts.contains($0) }.map {
            "the timeout `\($0)` is gone: processes that wait for it wait no longer"
        }
        return [
            Finding(
                .processChanged, subject: process.name,
                "the process \(process.name) is followed in another way than before: its states have to be made anew",
                at: process.location, previous: lock.place(entry), details: details,
                suggestion: "run it with 'ifDefinitionChanged: .rebuild'; 'annals lock' records the new definition")
        ]
    }
}
