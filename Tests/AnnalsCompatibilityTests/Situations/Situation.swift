import AnnalsCompatibility
import AnnalsContainment
import AnnalsDiagnostics
import AnnalsSchema
import Testing

/// A change that others have described, in our language, with what the checker says of it.
struct Situation: Sendable {
    /// The name among the situations.
    let id: String
    let form: Form
    /// What we say where the situation leaves it open, or where we judge otherwise, and why.
    let otherwise: Judgement?

    /// Verdicts for one direction: `Y` safe, `W` safe with a warning, `N` breaks, `E` never allowed.
    struct Judgement: Sendable {
        var backward: Character
        var forward: Character
        var reason: String
    }

    /// How the change is written.
    enum Form: Sendable {
        /// Version 1 of an event is published, version 2 is a draft: their fields, keys of the second one, shared types.
        case versions(String, String, step: String, types: String)
        /// Two types that no upcaster connects: only whether one's readers take what the other's writers write.
        case types(String, String, others: String)
        /// A whole schema that is published, and one that takes its place.
        case trees(String, String)
    }

    init(
        _ id: String, _ old: String, _ new: String, step: String = "", types: String = "", otherwise: Judgement? = nil
    ) {
        self.init(id, .versions(old, new, step: step, types: types), otherwise: otherwise)
    }

    init(_ id: String, _ form: Form, otherwise: Judgement? = nil) {
        (self.id, self.form, self.otherwise) = (id, form, otherwise)
    }

    /// What is said under a mode.
    func verdict(_ mode: SchemaConfiguration.CompatibilityMode) throws -> Character {
        switch form {
        case .versions(let old, let new, let step, let types):
            let text = Situation.tree(
                """
                1: { fields: { id: uuid\(old.isEmpty ? "" : ", ")\(old) } }
                2: { fields: { id: uuid\(new.isEmpty ? "" : ", ")\(new) }\(step.isEmpty ? "" : ", ")\(step) }
                """, types: types)
            if let schema = Situation.schema(text) {
                let published = LockFile(publishing: schema).entries.filter { $0.kind == .event && $0.version == 1 }
                return Situation.verdict(schema, mode, LockFile(published))
            }
            // The loader demands an upcaster whatever the mode; what is left is whether old code reads new payloads.
            return JudgedPairs(mode).contains(.oldReadByNew)
                ? "N"
                : try Situation.verdict(
                    "{ fields: { id: uuid, \(old) } }", "{ fields: { id: uuid, \(new) } }", types, isBackward: false)
        case .types(let old, let new, let others):
            let pairs = JudgedPairs(mode)
            let backward = try Situation.verdict(old, new, others, isBackward: true)
            let forward = try Situation.verdict(old, new, others, isBackward: false)
            return (pairs.contains(.oldReadByNew) && backward == "N")
                || (pairs.contains(.newReadByOld) && forward == "N")
                ? "N" : "Y"
        case .trees(let before, let after):
            guard let schema = Situation.schema(after) else { return "E" }
            let published = try #require(Situation.schema(before), "\(id): the schema before does not load")
            return Situation.verdict(schema, mode, LockFile(publishing: published))
        }
    }

    private static func verdict(
        _ schema: Schema, _ mode: SchemaConfiguration.CompatibilityMode, _ lock: LockFile
    ) -> Character {
        let report = CompatibilityChecker(samples: 200)
            .check(schema, SchemaConfiguration(compatibility: mode), lock: lock)
        return switch report.findings.filter({ !$0.rule.rawValue.hasPrefix("policy.") }).map(\.verdict).max() ?? .safe {
        case .safe: "Y"
        case .warning: "W"
        case .unknown, .breaks: "N"
        case .error: "E"
        }
    }

    private static func verdict(
        _ old: String, _ new: String, _ others: String, isBackward: Bool
    ) throws -> Character {
        let text = "annals: 1\ntypes:\n  Old: \(old)\n  New: \(new)\n\(indented(others, 2))"
        guard let schema = schema(text) else { throw NotLoaded(text: text) }
        var containment = Containment(within: schema)
        let (own, other) = (ValueType.named(VersionedName("Old", 1)), ValueType.named(VersionedName("New", 1)))
        let verdict = containment.decide(.type(isBackward ? own : other), readAs: .type(isBackward ? other : own))
        return verdict == .safe ? "Y" : "N"
    }

    private struct NotLoaded: Error {
        let text: String
    }

    private static func schema(_ text: String) -> Schema? {
        var diagnostics = Diagnostics()
        return SchemaLoader.load([SchemaSource(path: "test.yaml", text: text)], diagnostics: &diagnostics)
    }

    /// A schema with the event `Happened` in some versions.
    static func tree(_ versions: String, types: String = "", name: String = "Happened", extra: String = "") -> String {
        """
        annals: 1
        namespace: test
        \(types.isEmpty ? "" : "types:\n\(indented(types, 2))")
        aggregates:
          Thing: { id: { id: uuid }, ignore: [\(name)] }
        events:
          \(name):
            aggregate: Thing
        \(indented(extra, 4))
            versions:
        \(indented(versions, 6))
        """
    }

    private static func indented(_ text: String, _ count: Int) -> String {
        text.split(separator: "\n").map { String(repeating: " ", count: count) + $0 }.joined(separator: "\n")
    }
}
