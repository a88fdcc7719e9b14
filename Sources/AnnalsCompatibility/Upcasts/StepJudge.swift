import AnnalsSchema

/// Says what steps that are not published lose, and what they add.
struct StepJudge {
    let precision: DecidedPrecision
    let merges: MergeSearch

    init(_ schema: Schema, limit: SearchLimit) {
        precision = DecidedPrecision(schema, seed: limit.seed)
        merges = MergeSearch(schema: schema, limit: limit)
    }

    struct Result {
        var findings: [Finding] = []
        /// How many payloads were tried.
        var tried = 0
    }

    func judge(_ steps: [UpcastStep]) -> Result {
        steps.reduce(into: Result()) { result, step in
            let merged = merges.search(step)
            result.findings += StatedLosses.findings(step) + precision.findings(step)
            result.findings += MergeSearch.findings(merged.pairs, step)
            result.tried += merged.tried
            if !merged.isComplete { result.findings.append(unfinished(step, merged.tried)) }
        }
    }

    private func unfinished(_ step: UpcastStep, _ tried: Int) -> Finding {
        let (from, to) = (step.old.id.version, step.new.id.version)
        return .unfinished(
            step.subject,
            "after \(tried) payloads of \(step.subject) version \(from) in search of two that become the same",
            at: step.upcast.location, version: to, place: "merges")
    }
}
