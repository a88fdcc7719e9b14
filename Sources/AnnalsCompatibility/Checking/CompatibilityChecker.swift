public import AnnalsSchema
public import AnnalsValues

/// Says whether a change of the schemas is safe, and shows an event that breaks where it is not.
public struct CompatibilityChecker: Sendable {
    private let limit: SearchLimit
    private let today: CalendarDate?

    /// Creates a checker.
    ///
    /// - Parameters:
    ///   - samples: How many payloads of each old version are taken through the upcasters.
    ///   - seed: Chooses the random ones among them.
    ///   - isTimeUp: Whether searches have to end; what they have not tried by then is a finding. Never, unless said.
    ///   - today: The day against which suppressions with an end are held; nil leaves them all in force.
    public init(
        samples: Int = 2000, seed: UInt64 = 1, isTimeUp: @escaping @Sendable () -> Bool = { false },
        today: CalendarDate? = nil
    ) {
        limit = SearchLimit(samples: samples, seed: seed, isTimeUp: isTimeUp)
        self.today = today
    }

    /// Checks a schema against what was published.
    ///
    /// - Parameters:
    ///   - configuration: What `annals.yaml` says beside the schema: the mode, and rules that are switched off.
    ///   - lock: The lock file; nil when there is none, and everything is a draft.
    public func check(
        _ schema: Schema, _ configuration: SchemaConfiguration = SchemaConfiguration(), lock: LockFile?
    ) -> CompatibilityReport {
        let (samples, seed) = (limit.samples, limit.seed)
        let comparison = LockComparison(schema: schema, lock: lock ?? LockFile(), samples: samples, seed: seed)
        let judge = EventJudge(
            comparison: comparison, search: UpcastSearch(schema: schema, limit: limit),
            steps: StepJudge(schema, limit: limit),
            forward: ForwardComparison(schema, limit: limit))
        let source = SourceComparison(schema: schema, lock: lock ?? LockFile())
        let policy = CompatibilityPolicy(schema, configuration)
        var found = comparison.findings()
        if let lock { found += StreamComparison(schema: schema, lock: lock).findings() }
        if let lock {
            found += ProcessComparison(schema: schema, lock: lock, samples: samples, seed: seed).findings()
        }
        if let lock { found += PolicyComparison(schema: schema, configuration: configuration, lock: lock).findings() }
        let ofAny = schema.events.reduce(JudgedPairs()) { $0.union(JudgedPairs(policy.mode($1.name))) }
        found += schema.types.mapInParallel { judge.judge($0, ofAny) }.flatMap(\.self)
        var subjects: [CompatibilityReport.Subject] = []
        let judgements = schema.events.mapInParallel { judge.judge($0, JudgedPairs(policy.mode($0.name))) }
        for (event, judgement) in zip(schema.events, judgements) {
            let mode = policy.mode(event.name)
            found += judgement.findings
            subjects.append(
                CompatibilityReport.Subject(
                    name: event.name, versions: event.versions.count, drafts: comparison.drafts(event),
                    payloads: judgement.payloads, decided: judgement.decided.sorted(),
                    searched: judgement.searched.sorted(), mode: mode, readableBy: judgement.readableBy,
                    source: source.changes(event), verdict: .safe))
        }
        subjects += comparison.removedEvents.map {
            CompatibilityReport.Subject(
                name: $0, versions: 0, drafts: [], payloads: 0, mode: policy.mode, verdict: .safe)
        }
        let isOff: (Finding) -> Bool = { $0.rule.canBeSuppressed && policy.rulesOff.contains($0.rule.rawValue) }
        let result = SuppressionPass(schema: schema, today: today).apply(to: found.filter { !isOff($0) })
        let findings = result.findings.filter { !isOff($0) }
        let judged = findings.flatMap { finding in ([finding.subject] + finding.others).map { ($0, finding.verdict) } }
        let worst = Dictionary(judged, uniquingKeysWith: max)
        for position in subjects.indices {
            subjects[position].verdict = worst[subjects[position].name] ?? .safe
        }
        let ranked = findings.enumerated().sorted {
            ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
        }
        return CompatibilityReport(
            subjects: subjects, findings: ranked.map(\.element), suppressed: result.suppressed,
            rebuilds: found.filter { $0.rule == .projectionChanged }.map(\.subject).sorted(), drafts: comparison.drafts,
            hasLock: lock != nil)
    }

    /// Checks a schema against another one in which everything counts as published, such as the tree of another branch.
    ///
    /// - Parameters:
    ///   - configuration: What `annals.yaml` says beside the schema.
    ///   - baselineConfiguration: What it says beside the other one.
    public func check(
        _ schema: Schema, _ configuration: SchemaConfiguration = SchemaConfiguration(), against baseline: Schema,
        _ baselineConfiguration: SchemaConfiguration = SchemaConfiguration()
    ) -> CompatibilityReport {
        check(schema, configuration, lock: LockFile(publishing: baseline, baselineConfiguration))
    }
}
