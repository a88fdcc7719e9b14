import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

/// Takes payloads of every old version of an event through its upcasters and looks for one that does not arrive.
struct UpcastSearch {
    private let samples: Int
    private let sampler: Sampler
    private let upcaster: Upcaster

    init(schema: Schema, samples: Int, seed: UInt64) {
        self.samples = samples
        sampler = Sampler(schema, seed: seed)
        upcaster = Upcaster(schema)
    }

    /// What was found and how many payloads were tried.
    struct Result {
        var findings: [Finding] = []
        var payloads = 0
    }

    /// What makes two failures the same: the step or part, the place and the kind.
    private struct Key: Hashable {
        var event: String
        var part: Int?
        var step: Int
        var place: String
        var rule: CompatibilityRule
    }

    func search(_ event: EventDeclaration, _ pairs: JudgedPairs) -> Result {
        var result = Result()
        var known: Set<Key> = []
        // From the newest version down, so that a step is shown with a payload of the version just before it.
        let old = event.retirement?.parts.isEmpty == false ? event.versions[...] : event.versions.dropLast()
        for version in pairs.sources(of: old).reversed() {
            let payloads = sampler.payloads(of: version, count: samples)
            result.payloads += payloads.count
            if payloads.isEmpty { result.findings.append(unsampled(event, version)) }
            for payload in payloads {
                guard let failure = failure(payload, event, version) else { continue }
                let key = key(failure)
                guard known.insert(key).inserted else { continue }
                let smallest = Shrinker.smallest(payload) { candidate in
                    self.failure(candidate, event, version).map { self.key($0) == key } ?? false
                }
                result.findings.append(
                    finding(self.failure(smallest, event, version) ?? failure, smallest, version, event))
            }
        }
        if let newest = event.versions.last, !newest.rules.isEmpty, sampler.payloads(of: newest, count: 1).isEmpty {
            result.findings.append(
                Finding(
                    .rulesUnsampled, subject: event.name,
                    "no payload of \(event.name) version \(newest.id.version) was found that satisfies its rules",
                    at: newest.rules.first?.location ?? newest.location, version: newest.id.version,
                    suggestion: "test the rules with 'annals validate' on a payload that they should accept"))
        }
        return result
    }

    /// Why a payload does not arrive; nil when it does, and when it is no payload of its version.
    private func failure(
        _ payload: JSONValue, _ event: EventDeclaration, _ version: EventVersion
    ) -> UpcastFailure? {
        do throws(UpcastFailure) {
            let metadata = Metadata(type: event.name, version: version.id.version)
            _ = try upcaster.parts(of: StoredEvent(payload: payload, metadata: metadata))
            return nil
        } catch {
            switch error.reason {
            case .invalid, .unknownVersion: return nil
            case .evaluation, .unwritable, .result, .noPart, .custom: return error
            }
        }
    }

    private func key(_ failure: UpcastFailure) -> Key {
        Key(event: failure.event, part: failure.part, step: failure.to, place: failure.place, rule: failure.rule)
    }

    /// What tells a failure from others of the same step: the event that takes the place of a retired one, and the field.
    private func place(_ failure: UpcastFailure, of event: EventDeclaration) -> String {
        let parts = [
            failure.event == event.name ? "" : failure.event, failure.part.map { "part \($0)" } ?? "", failure.place,
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func unsampled(_ event: EventDeclaration, _ version: EventVersion) -> Finding {
        Finding(
            .upcastUnsampled, subject: event.name,
            "no payload of \(event.name) version \(version.id.version) was found that its upcasters could be tried on",
            at: version.location, version: version.id.version)
    }

    private func finding(
        _ failure: UpcastFailure, _ payload: JSONValue, _ version: EventVersion, _ event: EventDeclaration
    ) -> Finding {
        let step = Witness.Step(from: failure.from, to: failure.to)
        let witness = Witness(
            name: event.name, version: version.id.version, payload: payload,
            consequence: "\(failure.stepName) \(failure.consequence)", step: step,
            seen: failure.seen)
        return Finding(
            failure.rule, subject: event.name, failure.message,
            // A custom step takes every payload, so that one of them shows nothing.
            at: failure.location, previous: event.version(failure.from)?.location, step: step,
            place: place(failure, of: event), witness: failure.rule == .upcastCustom ? nil : witness,
            suggestion: failure.suggestion)
    }
}
