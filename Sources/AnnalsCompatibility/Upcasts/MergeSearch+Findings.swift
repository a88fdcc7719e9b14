import AnnalsDiagnostics
import AnnalsExpression
import AnnalsJSON
import AnnalsSchema

extension MergeSearch {
    /// The pairs of a step as findings.
    static func findings(_ pairs: [Pair], _ step: UpcastStep) -> [Finding] {
        pairs.map { finding($0, step) }
    }

    private static func finding(_ pair: Pair, _ step: UpcastStep) -> Finding {
        let names = pair.names.map { "`\($0)`" }.joined(separator: " and ") + " of "
        let (from, to) = (step.old.id.version, step.new.id.version)
        let old = "\(step.isWrapped ? "" : names)\(step.subject) version \(from)"
        let isRounded = isRounded(pair, step)
        let unwrapped = { (payload: JSONValue) in step.isWrapped ? payload["value"] ?? payload : payload }
        let witness = Witness(
            name: step.subject, version: from, payload: unwrapped(pair.first), twin: unwrapped(pair.second),
            consequence: "the step from version \(from) to \(to) makes the same of both",
            step: Witness.Step(from: from, to: to), seen: unwrapped(pair.result))
        return Finding(
            isRounded ? .upcastPrecision : .upcastMerges, subject: step.subject,
            isRounded
                ? "\(old) loses digits on the way to version \(to)"
                : "different values of \(old) become the same in version \(to)",
            at: location(pair, step), previous: step.old.location, step: Witness.Step(from: from, to: to),
            place: step.isWrapped ? "" : pair.names.joined(separator: " "), witness: witness,
            suggestion: isRounded
                ? "keep a type that holds every value, or excuse with 'suppress' what never occurs"
                : "keep what tells them apart in version \(to), or excuse the finding with 'suppress'")
    }

    private static func isRounded(_ pair: Pair, _ step: UpcastStep) -> Bool {
        guard pair.names.count == 1, let name = pair.names.first else { return false }
        let path = name.split(separator: ".").map(String.init)
        return step.fields.contains {
            guard case .expression(let expression) = $0.source else { return false }
            return expression.root.rounds(path)
        }
    }

    /// The first expression that reads what is merged.
    private static func location(_ pair: Pair, _ step: UpcastStep) -> SourceLocation {
        let first = pair.names.first?.split(separator: ".").first.map(String.init)
        let reader = step.fields.first {
            guard case .expression(let expression) = $0.source else { return false }
            return expression.reads.contains { $0.dropFirst().first == first }
        }
        return reader?.location ?? step.upcast.location
    }
}
