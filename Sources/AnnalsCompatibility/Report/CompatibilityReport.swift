public import AnnalsSchema

/// The result of a check.
public struct CompatibilityReport: Hashable, Sendable {
    /// An event and what was tried on it.
    public struct Subject: Hashable, Sendable {
        /// The event's name.
        public var name: String
        /// How many versions it has; 0 when it is gone.
        public var versions: Int
        /// The versions that are not published.
        public var drafts: [Int]
        /// How many payloads were taken through its upcasters.
        public var payloads: Int
        /// The old versions of which it is decided that all payloads arrive at the newest.
        public var decided: [Int]
        /// The old versions of which payloads were tried.
        public var searched: [Int]
        /// What its changes are held to.
        public var mode: SchemaConfiguration.CompatibilityMode
        /// The oldest version such that programs with it, or with a later one, read all that the newest version writes: that
        /// was shown. Nil when the event is gone.
        public var readableBy: Int?
        /// The axis SOURCE: how its generated Swift differs from that of the newest published version, one sentence each.
        public var source: [String]
        /// The worst of its findings.
        public var verdict: Verdict

        /// Creates a subject.
        public init(
            name: String, versions: Int, drafts: [Int], payloads: Int, decided: [Int] = [], searched: [Int] = [],
            mode: SchemaConfiguration.CompatibilityMode = SchemaConfiguration().compatibility, readableBy: Int? = nil,
            source: [String] = [], verdict: Verdict
        ) {
            self.name = name
            self.versions = versions
            self.drafts = drafts
            self.payloads = payloads
            self.decided = decided
            self.searched = searched
            self.mode = mode
            self.readableBy = readableBy
            self.source = source
            self.verdict = verdict
        }
    }

    /// The events in the order of the schema, then those that are published and gone.
    public var subjects: [Subject]
    /// What was found and is not excused, the worst first.
    public var findings: [Finding]
    /// What was found and is excused in the schemas.
    public var suppressed: [SuppressedFinding]
    /// The axis STORE: the read models that have to be rebuilt, in the order of their names.
    public var rebuilds: [String]
    /// What is not published yet, such as `OrderCreated@3`; events, then types.
    public var drafts: [String]
    /// Whether anything was ever published.
    public var hasLock: Bool
    /// What was compared with, for people; nil when that is the lock file beside the schemas.
    public var baseline: String?

    /// Creates a report.
    public init(
        subjects: [Subject], findings: [Finding], suppressed: [SuppressedFinding] = [], rebuilds: [String] = [],
        drafts: [String], hasLock: Bool, baseline: String? = nil
    ) {
        self.subjects = subjects
        self.findings = findings
        self.suppressed = suppressed
        self.rebuilds = rebuilds
        self.drafts = drafts
        self.hasLock = hasLock
        self.baseline = baseline
    }

    /// The worst finding.
    public var verdict: Verdict { findings.map(\.verdict).max() ?? .safe }

    /// Findings for which a check fails.
    public var failures: [Finding] { findings.filter { $0.verdict.isFailure } }

    /// How a check ends as a process.
    public var exitCode: ExitCode { failures.isEmpty ? .compatible : .findings }

    /// The exit codes of `annals check`.
    public enum ExitCode: Int32, Hashable, Sendable, CaseIterable {
        /// Compatible, perhaps with warnings.
        case compatible = 0
        /// At least one finding that breaks, is never allowed or is not decidable.
        case findings = 1
        /// The schemas or the lock file do not load, or the command is wrong.
        case notLoaded = 2
    }
}
