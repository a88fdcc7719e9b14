import AnnalsSchema

/// Judges the pairs of versions of one event after the other.
struct EventJudge {
    let comparison: LockComparison
    let search: UpcastSearch
    let steps: StepJudge
    let forward: ForwardComparison

    /// What the pairs show, and how many payloads were tried on the way.
    func judge(_ event: EventDeclaration, _ pairs: JudgedPairs) -> UpcastSearch.Result {
        var result = search.search(event, pairs)
        result.findings.removeAll { comparison.isAcknowledged($0, of: event) }
        let losses = steps.judge(comparison.draftSteps(event, pairs))
        result.findings += losses.findings
        result.payloads += losses.tried
        result.findings += comparison.draftParts(event, pairs).flatMap(StatedLosses.findings)
        result.findings += comparison.retirements(event, pairs)
        result.findings += comparison.renames(event, pairs)
        result.findings += forward.findings(event, drafts: comparison.drafts(event), pairs)
        result.readableBy = forward.readableBy(event)
        return result
    }

    /// What the steps of a type show, which the events that use it take.
    ///
    /// - Parameter pairs: What is judged of any event.
    func judge(_ type: TypeDeclaration, _ pairs: JudgedPairs) -> [Finding] {
        steps.judge(comparison.draftSteps(type, pairs)).findings
    }
}
