public import Annals
import AnnalsDiagnostics
import AnnalsGeneratedSamples
import AnnalsInterpreter
public import AnnalsJSON
import AnnalsProject
public import AnnalsSchema
import Foundation
import JSONTrials

/// One set of schemas with the Swift that was generated from it: two executions that must mean the same.
public struct Subject: CustomStringConvertible, Sendable {
    /// The folder of the schemas, from the package's root.
    public let name: String
    /// What the tool makes of them.
    public let schema: Schema
    /// What was generated from them.
    public let registry: EventRegistry

    /// The folder.
    public var description: String { name }

    /// The generator's own stress schema.
    public static let stress = Subject("Tests/AnnalsGeneratedSamples", AnnalsGeneratedSamples.AnnalsRegistry.registry)

    /// Loads schemas that must be right.
    public init(_ folder: String, _ registry: EventRegistry) {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let project = Project(folder: root.appending(path: folder).path)
        guard let schema = project.schema else {
            preconditionFailure("the schemas of '\(folder)' do not load:\n\(project.report(isColored: false))")
        }
        name = folder
        self.schema = schema
        self.registry = registry
    }

    /// Every version of every event.
    public var versions: [(event: EventDeclaration, version: EventVersion)] {
        schema.events.flatMap { event in event.versions.map { (event, $0) } }
    }

    /// Valid payloads and damaged ones, the same for the same seed.
    public func payloads(of version: EventVersion, valid: Int, damaged: Int, seed: UInt64 = 7) -> [JSONValue] {
        let samples = Sampler(schema, seed: seed).payloads(of: version, count: valid)
        var random = SplitMix64(seed: seed ^ 12)
        let broken = (0..<damaged).compactMap { _ in
            samples.randomElement(using: &random).map { Mutation.of($0, using: &random) }
        }
        return samples + broken + lawless(version, count: damaged / 2, seed: seed ^ 10)
    }

    /// What remains JSON of valid payloads after damage to their bytes, the same for the same seed.
    public func scratched(of version: EventVersion, count: Int, seed: UInt64) -> [JSONValue] {
        let samples = Sampler(schema, seed: seed).payloads(of: version, count: 20)
        var mutator = ByteMutator(seed: seed, texts: samples.map(\.bytes))
        return (0..<8 * count).lazy.compactMap { _ in try? JSONValue(parsing: mutator.next(limit: 8192)) }.prefix(count)
            + []
    }

    /// Payloads that are valid but for the rules of the version and of the types in it.
    private func lawless(_ version: EventVersion, count: Int, seed: UInt64) -> [JSONValue] {
        let hasRules = schema.types.contains { $0.versions.contains { !$0.rules.isEmpty } }
        guard hasRules || !version.rules.isEmpty else { return [] }
        var lawless = schema
        for type in lawless.types.indices {
            for number in lawless.types[type].versions.indices { lawless.types[type].versions[number].rules = [] }
        }
        var version = version
        version.rules = []
        return Sampler(lawless, seed: seed).payloads(of: version, count: count)
    }
}
