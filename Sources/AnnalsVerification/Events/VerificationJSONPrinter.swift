import AnnalsCompatibility
import AnnalsJSON
import AnnalsValues

/// Prints what a look at a store showed as JSON, for programs.
public struct VerificationJSONPrinter: Sendable {
    /// Creates a printer.
    public init() {}

    /// The report as indented JSON. Ends with a line break.
    public func text(_ report: VerificationReport) -> String {
        let value: OrderedMap<JSONValue> = [
            "format": .string("annals-verification-1"), "count": .integer(report.count),
            "failed": .integer(report.failed),
            "unfinished": .integer(report.unfinished),
            "versions": .array(report.sorted.map { version($0.key, $0.tally) }),
        ]
        return JSONValue.object(value).document
    }

    private func version(_ key: VersionTally.Key, _ tally: VersionTally) -> JSONValue {
        .object([
            "type": .string(key.type), "version": .integer(key.version),
            "event": tally.event.map { .string($0) } ?? .null,
            "count": .integer(tally.count), "firstPosition": .integer(tally.positions.lowerBound),
            "lastPosition": .integer(tally.positions.upperBound), "failed": .integer(tally.failed),
            "unfinished": .integer(tally.unfinished), "failures": .array(tally.failures.map(failure)),
            "values": values(tally.values),
        ])
    }

    private func failure(_ failure: StoredFailure) -> JSONValue {
        .object([
            "position": .integer(failure.position), "stream": .string(failure.stream),
            "streamVersion": .integer(failure.streamVersion), "version": .integer(failure.version),
            "reason": .string(failure.reason),
        ])
    }

    private func values(_ values: SeenValues) -> JSONValue {
        var members: OrderedMap<JSONValue> = ["present": .integer(values.present), "absent": .integer(values.absent)]
        func add<Bound>(_ range: ClosedRange<Bound>?, _ least: String, _ greatest: String) {
            guard let range, let lower = JSONNumber("\(range.lowerBound)"),
                let upper = JSONNumber("\(range.upperBound)")
            else { return }
            members[least] = .number(lower)
            members[greatest] = .number(upper)
        }
        add(values.numbers, "minimum", "maximum")
        add(values.lengths, "minLength", "maxLength")
        add(values.counts, "minItems", "maxItems")
        func object<Value>(_ map: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue {
            var members = OrderedMap<JSONValue>()
            for (name, value) in map.sorted(by: { $0.key < $1.key }) { members[name] = json(value) }
            return .object(members)
        }
        if !values.choices.isEmpty { members["choices"] = object(values.choices) { .integer($0) } }
        if !values.parts.isEmpty { members["parts"] = object(values.parts, self.values) }
        return .object(members)
    }
}
