import AnnalsContainment
import AnnalsJSON
import AnnalsSchema

/// Looks for a payload that shows how a published shape differs from the one that stands there now.
struct ChangedShape {
    let entry: LockEntry
    let schema: Schema
    let samples: Int
    let seed: UInt64

    /// The smallest payload that one of the shapes takes and the other one refuses; nil when there is none, or none was
    /// found.
    func witness(_ current: Containment.Shape) -> Witness? {
        guard let locked = LockedShape(entry) else { return nil }
        let published = Containment.Shape.type(locked.type)
        if let found = payload(of: published, in: locked.schema, refusedBy: current, in: schema) {
            return witness(found, "the edited version refuses it: ")
        }
        if let found = payload(of: current, in: schema, refusedBy: published, in: locked.schema) {
            return witness(found, "it is valid as edited only; programs with the published version refuse it: ")
        }
        return nil
    }

    private func payload(
        of written: Containment.Shape, in own: Schema, refusedBy read: Containment.Shape, in other: Schema
    ) -> Counterexample? {
        var containment = Containment(PayloadWriter(own), PayloadReader(other), samples: samples, seed: seed)
        guard case .breaks(let found) = containment.decide(written, readAs: read) else { return nil }
        return found.first
    }

    private func witness(_ found: Counterexample, _ consequence: String) -> Witness {
        Witness(
            name: entry.name, version: entry.version, payload: found.payload,
            consequence: consequence + (found.violations.first?.description ?? ""))
    }
}
