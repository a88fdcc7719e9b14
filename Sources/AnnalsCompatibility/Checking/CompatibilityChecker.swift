public import AnnalsSchema

/// Says whether a change of the schemas is safe, and shows an event that breaks where it is not.
public struct CompatibilityChecker: Sendable {
    private let samples: Int
    private let seed: UInt64

    /// Creates a checker.
    ///
    /// - Parameters:
    ///   - samples: How many payloads of each old version are taken through the upcasters.
    ///   - seed: Chooses the random ones among them.
    public init(samples: Int = 2000, seed: UInt64 = 1) {
        self.samples = samples
        self.seed = seed
    }

    /// Checks a schema against what was published.
    ///
    /// - Parameter lock: The lock file; nil when there is none, and everything is a draft.
    public func check(_ schema: Schema, lock: LockFile?) -> CompatibilityReport {
        let comparison = LockComparison(schema: schema, lock: lock ?? LockFile(), samples: samples, seed: seed)
        var findings = comparison.findings()
        let search = UpcastSearch(schema: schema, samples: samples, seed: seed)
        var subjects: [CompatibilityReport.Subject] = []
        for event in schema.events {
            let result = search.search(event)
            findings += result.findings.filter { !comparison.isAcknowledged($0, of: event) }
            findings += comparison.drops(event) + comparison.retirements(event)
            subjects.append(
                CompatibilityReport.Subject(
                    name: event.name, versions: event.versions.count, drafts: comparison.drafts(event),
                    payloads: result.payloads, verdict: .safe))
        }
        subjects += comparison.removedEvents.map {
            CompatibilityReport.Subject(name: $0, versions: 0, drafts: [], payloads: 0, verdict: .safe)
        }
        for position in subjects.indices {
            let own = findings.filter { $0.subject == subjects[position].name }
            subjects[position].verdict = own.map(\.verdict).max() ?? .safe
        }
        let ranked = findings.enumerated().sorted {
            ($1.element.verdict, $0.offset) < ($0.element.verdict, $1.offset)
        }
        return CompatibilityReport(
            subjects: subjects, findings: ranked.map(\.element), drafts: comparison.drafts, hasLock: lock != nil)
    }

    /// Checks a schema against another one in which everything counts as published, such as the tree of another branch.
    public func check(_ schema: Schema, against baseline: Schema) -> CompatibilityReport {
        check(schema, lock: LockFile(publishing: baseline))
    }
}
