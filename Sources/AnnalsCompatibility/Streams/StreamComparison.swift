import AnnalsDiagnostics
import AnnalsSchema

/// Compares the streams of published events with those in which they are looked for now.
struct StreamComparison {
    let schema: Schema
    let lock: LockFile

    /// What changed, one finding for all events that changed in the same way.
    func findings() -> [Finding] {
        let aggregates = EventStream.byName(schema)
        var changes: [Change] = []
        var moved: [Change: [Moved]] = [:]
        for entry in lock.entries where entry.kind == .stream {
            // That an event is gone, or a line edited, is said elsewhere.
            guard let event = schema.event(storedAs: entry.name), let old = EventStream(text: entry.shape),
                let new = EventStream(event, aggregates), old != new
            else { continue }
            let change = Change(old: old, new: new)
            if moved[change] == nil { changes.append(change) }
            moved[change, default: []].append(Moved(event: event, place: lock.place(entry)))
        }
        return changes.map { finding($0, moved[$0] ?? [], aggregates) }
    }

    private struct Change: Hashable {
        let old: EventStream
        let new: EventStream
    }

    private struct Moved {
        let event: EventDeclaration
        let place: SourceLocation?
    }

    private func finding(
        _ change: Change, _ moved: [Moved], _ aggregates: [String: AggregateDeclaration]
    ) -> Finding {
        let (old, new) = (change.old, change.new)
        let names = moved.map(\.event.name)
        let accept = "or move what is stored, then accept the change with 'annals lock --acknowledge'"
        var finding: Finding
        if old.aggregate == new.aggregate {
            finding = Finding(
                .streamIdentity, subject: names.first ?? new.aggregate,
                "\(new.aggregate) is identified by `\(new.id)` now, and was by `\(old.id)` when it was published: "
                    + "what is stored is not found",
                at: aggregates[new.aggregate]?.id.location, previous: moved.first?.place, place: new.id,
                suggestion: "say 'id: { \(old.id): … }', \(accept)")
        } else {
            let of = names.count == 1 ? names.map { "of \($0) " }.joined() : ""
            let isRenamed = aggregates[old.aggregate] == nil
            finding = Finding(
                .streamMoved, subject: names.first ?? new.aggregate,
                "what is stored \(of)in streams of \(old.aggregate) is looked for in those of \(new.aggregate) now, and "
                    + "not found",
                at: isRenamed ? aggregates[new.aggregate]?.location : moved.first?.event.location,
                previous: moved.first?.place, place: new.aggregate,
                suggestion: (isRenamed ? "keep the name '\(old.aggregate)'" : "say 'aggregate: \(old.aggregate)'")
                    + ", \(accept)")
        }
        finding.others = Array(names.dropFirst())
        if names.count > 1 { finding.details = ["the events are \(names.joined(separator: ", "))"] }
        return finding
    }
}
