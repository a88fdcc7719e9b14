public import AnnalsSchema

/// Publishes drafts: what `annals lock` does.
public enum Publishing {
    /// Why nothing was published.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// The findings in the way; not empty.
        public var findings: [Finding]

        /// What to do.
        public var description: String {
            let acknowledgeable = findings.allSatisfy(\.rule.canBeAcknowledged)
            return
                "nothing was published: \(findings.count) finding\(findings.count == 1 ? " is" : "s are") in the way; "
                + (acknowledgeable
                    ? "accept with '--acknowledge' what is meant to be so" : "'annals check' shows what to do")
        }
    }

    /// The lock in which all of a schema is published.
    ///
    /// - Parameters:
    ///   - report: The result of a check of the same schema against the lock as it is.
    ///   - configuration: What `annals.yaml` says beside the schema.
    ///   - acknowledging: Whether changed upcasters, custom steps and a weaker policy are accepted.
    /// - Throws: ``Refusal`` when something breaks, is never allowed or is not decidable.
    public static func publish(
        _ schema: Schema, _ report: CompatibilityReport,
        configuration: SchemaConfiguration = SchemaConfiguration(), acknowledging: Bool = false, file: String? = nil
    ) throws(Refusal) -> LockFile {
        let obstacles = report.failures.filter { !(acknowledging && $0.rule.canBeAcknowledged) }
        guard obstacles.isEmpty else { throw Refusal(findings: obstacles) }
        return LockFile(LockFile(publishing: schema, configuration).entries, file: file)
    }
}
