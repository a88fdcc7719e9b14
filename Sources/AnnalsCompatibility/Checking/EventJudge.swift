import AnnalsSchema

/// Judges the pairs of versions of one event after the other.
struct EventJudge {
    let comparison: LockComparison
    let search: UpcastSearch
    let forward: ForwardComparison

    /// What the pairs show, and how many payloads were tried on the way.
    func judge(_ event: EventDeclaration, _ pairs: JudgedPairs) -> UpcastSearch.Result {
        var result = search.search(event, pairs)
        result.findings.removeAll { comparison.isAcknowledged($0, of: event) }
        result.findings += comparison.drops(event, pairs) + comparison.retirements(event, pairs)
        result.findings += comparison.renames(event, pairs)
        result.findings += forward.findings(event, drafts: comparison.drafts(event), pairs)
        return result
    }
}
