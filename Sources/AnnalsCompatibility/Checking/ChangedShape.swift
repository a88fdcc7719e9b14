import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

/// Looks for a payload that shows how a published shape differs from the one that stands there now.
struct ChangedShape {
    let entry: LockEntry
    let schema: Schema
    let samples: Int
    let seed: UInt64

    /// What stands there now.
    enum Current {
        case event(EventVersion)
        case type(ValueType)
    }

    /// The smallest payload that one of the shapes takes and the other one refuses; nil when none was found.
    func witness(_ current: Current) -> Witness? {
        guard let locked = LockedShape(entry) else { return nil }
        let published = Shape(schema: locked.schema, current: .type(locked.type))
        let edited = Shape(schema: schema, current: current)
        if let (payload, violations) = witness(valid: published, refused: edited) {
            return Witness(
                name: entry.name, version: entry.version, payload: payload,
                consequence: "the edited version refuses it: \(violations.first?.description ?? "")")
        }
        if let (payload, violations) = witness(valid: edited, refused: published) {
            return Witness(
                name: entry.name, version: entry.version, payload: payload,
                consequence: "it is valid as edited only; programs with the published version refuse it: "
                    + "\(violations.first?.description ?? "")")
        }
        return nil
    }

    private func witness(valid: Shape, refused: Shape) -> (JSONValue, [Violation])? {
        func isWitness(_ payload: JSONValue) -> Bool {
            valid.violations(payload, closed: true).isEmpty && !refused.violations(payload).isEmpty
        }
        let payloads = valid.payloads(name: "\(entry.name)@\(entry.version)", count: samples, seed: seed)
        guard let found = payloads.first(where: isWitness) else { return nil }
        let smallest = Shrinker.smallest(found, isWitness)
        return (smallest, refused.violations(smallest))
    }

    private struct Shape {
        let schema: Schema
        let current: Current

        func violations(_ payload: JSONValue, closed: Bool = false) -> [Violation] {
            let validator = Validator(schema, refusesUnknownFields: closed)
            return switch current {
            case .event(let version): validator.violations(of: payload, as: version)
            case .type(let type): validator.violations(of: payload, as: type)
            }
        }

        func payloads(name: String, count: Int, seed: UInt64) -> [JSONValue] {
            let sampler = Sampler(schema, seed: seed)
            return switch current {
            case .event(let version): sampler.payloads(of: version, count: count)
            case .type(let type): sampler.values(of: type, name: name, count: count)
            }
        }
    }
}
