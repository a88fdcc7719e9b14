import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

/// Takes payloads of every old version of an event through its upcasters and looks for one that does not arrive. Versions of
/// which all payloads are known to arrive are left out.
struct UpcastSearch {
    private let limit: SearchLimit
    private let decision: StepDecision
    private let sampler: Sampler
    private let upcaster: Upcaster

    init(schema: Schema, limit: SearchLimit) {
        self.limit = limit
        decision = StepDecision(schema)
        sampler = Sampler(schema, seed: limit.seed)
        upcaster = Upcaster(schema)
    }

    /// What was found and how many payloads were tried.
    struct Result {
        var findings: [Finding] = []
        var payloads = 0
        /// The versions of which it is decided that they arrive.
        var decided: [Int] = []
        /// The versions of which it was searched.
        var searched: [Int] = []
        /// The oldest version of which programs read the newest.
        var readableBy: Int?
    }

    /// What makes two failures the same: the step or part, the place and the kind.
    private struct Key: Hashable {
        var event: String
        var part: Int?
        var step: Int
        var place: String
        var rule: CompatibilityRule
    }

    /// A failure with the version that shows it.
    private struct Shown {
        var key: Key
        var failure: UpcastFailure
        var payload: JSONValue
        var version: EventVersion
        /// How many payloads of each version were tried that did not fail here.
        var silent: [Int: Int] = [:]
        /// The other versions of which some payload fails here, too.
        var also: [Int] = []
    }

    func search(_ event: EventDeclaration, _ pairs: JudgedPairs) -> Result {
        var result = Result()
        var shown: [Shown] = []
        var decision = decision
        // From the newest version down, so that a step is shown with a payload of the version just before it.
        let old = event.retirement?.parts.isEmpty == false ? event.versions[...] : event.versions.dropLast()
        // Which of the events that take the place of a retired one are made, their conditions say.
        var isDecided = event.retirement?.parts.isEmpty != false
        for version in pairs.sources(of: old).reversed() {
            isDecided = isDecided && decision.isDecided(event, stepFrom: version)
            if isDecided {
                result.decided.append(version.id.version)
            } else {
                result.searched.append(version.id.version)
                search(event, version, &shown, &result)
            }
        }
        result.findings += shown.map { finding($0, event) }
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

    private func search(
        _ event: EventDeclaration, _ version: EventVersion, _ shown: inout [Shown], _ result: inout Result
    ) {
        let number = version.id.version
        var isCut = limit.isTimeUp()
        let payloads = isCut ? [] : sampler.payloads(of: version, count: limit.samples)
        var found: Set<Key> = []
        var tried = 0
        for payload in payloads {
            isCut = limit.isTimeUp()
            if isCut { break }
            tried += 1
            guard let failure = failure(payload, event, version) else { continue }
            let key = key(failure)
            guard found.insert(key).inserted else { continue }
            if let known = shown.firstIndex(where: { $0.key == key }) {
                shown[known].also.append(number)
                continue
            }
            let smallest = Shrinker.smallest(payload) { candidate in
                self.failure(candidate, event, version).map { self.key($0) == key } ?? false
            }
            shown.append(
                Shown(
                    key: key, failure: self.failure(smallest, event, version) ?? failure, payload: smallest,
                    version: version))
        }
        result.payloads += tried
        for position in shown.indices where !found.contains(shown[position].key) {
            shown[position].silent[number] = tried
        }
        if isCut {
            result.findings.append(unfinished(event, version, tried))
        } else if payloads.isEmpty {
            result.findings.append(unsampled(event, version))
        }
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

    private func unfinished(_ event: EventDeclaration, _ version: EventVersion, _ tried: Int) -> Finding {
        let number = version.id.version
        return .unfinished(
            event.name, "after \(tried) payloads of \(event.name) version \(number)", at: version.location,
            version: number)
    }

    private func finding(_ shown: Shown, _ event: EventDeclaration) -> Finding {
        let (failure, version) = (shown.failure, shown.version)
        let step = Witness.Step(from: failure.from, to: failure.to)
        let witness = Witness(
            name: event.name, version: version.id.version, payload: shown.payload,
            consequence: "\(failure.stepName) \(failure.consequence)", step: step,
            seen: failure.seen)
        return Finding(
            failure.rule, subject: event.name, failure.message,
            // A custom step takes every payload, so that one of them shows nothing.
            at: failure.location, previous: event.version(failure.from)?.location, step: step,
            place: place(failure, of: event), details: failure.rule == .upcastCustom ? [] : others(shown),
            witness: failure.rule == .upcastCustom ? nil : witness, suggestion: failure.suggestion)
    }

    /// What is known of the other versions that take the step: a chain may fail where its steps do not, and the other way
    /// round.
    private func others(_ shown: Shown) -> [String] {
        let also = shown.also.sorted().map { "payloads of version \($0) fail there, too" }
        let silent = shown.silent.filter { $0.key <= shown.failure.from && $0.value > 0 }.sorted { $0.key < $1.key }
        return also + silent.map { "no payload of version \($0.key) was found that fails there (\($0.value) tried)" }
    }
}
