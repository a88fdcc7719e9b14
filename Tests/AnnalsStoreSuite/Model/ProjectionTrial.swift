package import Annals
import JSONTrials
import Testing

/// A random history whose rows are made in every way that there is: they must be those of a fold over its events.
///
/// Events are appended while engines with random batches begin and end, projections are paused, resumed, reset and rebuilt,
/// events are parked and retried, and definitions change.
package struct ProjectionTrial {
    private let events: any EventStore
    private let models: ReadModelsUnderTest
    private let seed: UInt64
    private var random: SeededGenerator
    private let fault: String
    private var isDouble = false

    /// Runs a trial on empty stores.
    ///
    /// - Parameter inline: Whether rows may also change in appends.
    package static func run(
        seed: UInt64, steps: Int, _ events: any EventStore, _ models: ReadModelsUnderTest, inline: Bool
    ) async throws {
        var trial = ProjectionTrial(
            events: events, models: models, seed: seed, random: SeededGenerator(seed: seed),
            fault: Faults.tag("\(seed)"))
        if inline, seed % 3 == 0 { try await trial.engine().keepInline() }
        for _ in 0..<steps { try await trial.step() }
        try await trial.finish()
        try await trial.rebuildWhileAppending()
        try await trial.replayElsewhere()
    }

    private var counting: any Projection.Type { isDouble ? DoubleCountProjection.self : TagCountProjection.self }

    private mutating func engine() -> ProjectionEngine {
        makeEngine(Int.random(in: 1...12, using: &random), rebuild: Int.random(in: 1...12, using: &random))
    }

    private func makeEngine(_ size: Int, rebuild: Int) -> ProjectionEngine {
        var options = EngineOptions()
        options.batchSize = size
        options.rebuildBatchSize = rebuild
        // Rows are kept for ever, for some pages, or not at all.
        options.keptBytes = [0, 1000, 1 << 20][size % 3]
        options.rebuildBytes = [0, 1000, 1 << 20][rebuild % 3]
        options.rebuildParts = 1 + (size + rebuild) % 6
        options.poison = .park(limit: 100_000)
        return ProjectionEngine(
            [AccountBalanceProjection.self, counting], events: events, readModels: models.store, options: options)
    }

    private mutating func step() async throws {
        let control = ProjectionControl(models.store)
        let name = ["AccountBalance", "TagCount"].randomElement(using: &random) ?? ""
        let isKnown = try await models.store.snapshot { transaction throws(ProjectionError) in
            try transaction.record(of: name) != nil
        }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<8: try await append(Int.random(in: 1...6, using: &random))
        case 8..<13: try await engine().catchUp()
        case 13: Faults.begin(fault)
        case 14: Faults.end(fault)
        case 15 where isKnown: try await control.retry(name)
        case 16 where isKnown: try await control.rebuild(name)
        case 17 where isKnown: try await Bool.random(using: &random) ? control.pause(name) : control.resume(name)
        case 18 where isKnown: try await control.reset(name)
        case 19: isDouble.toggle()
        default: break
        }
    }

    private mutating func append(_ count: Int) async throws {
        for _ in 0..<count {
            let account = ["a", "b", "ä", "d"].randomElement(using: &random) ?? ""
            let tags = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                ["x", "y", "z", fault].randomElement(using: &random) ?? ""
            }
            let event =
                switch Int.random(in: 0..<10, using: &random) {
                case 0..<6: try deposit(Int.random(in: 0...9, using: &random), to: account, tags: tags)
                case 6..<9: try withdrawal(Int.random(in: 0...4, using: &random), from: account)
                default: try oldDeposit(Int.random(in: 0...3, using: &random), to: account)
                }
            try await events.append([event], to: stream(account), expecting: .any)
        }
    }

    /// Nothing is paused, nothing fails any more, and all that was parked is retried.
    private mutating func finish() async throws {
        Faults.end(fault)
        try await engine().catchUp()
        let control = ProjectionControl(models.store)
        for name in ["AccountBalance", "TagCount"] { try await control.resume(name) }
        try await engine().catchUp()
        try await control.retry("TagCount")
        try await engine().catchUp()
        #expect(try await control.letters().isEmpty, "seed \(seed)")
        try await compare("at the end")
    }

    private mutating func rebuildWhileAppending() async throws {
        let engine = engine()
        let control = ProjectionControl(models.store)
        for name in ["AccountBalance", "TagCount"] { try await control.rebuild(name) }
        let rebuilding = Task { try await engine.catchUp() }
        try await append(10)
        try await rebuilding.value
        try await engine.catchUp()
        try await compare("after rebuilding while appending")
    }

    /// Rows by a simple runner in batches of its own.
    private mutating func replayElsewhere() async throws {
        let elsewhere = InMemoryReadModels()
        let size = Int.random(in: 1...9, using: &random)
        try await ProjectionRunner(
            AccountBalanceProjection.self, events: events, readModels: elsewhere, batchSize: size
        ).run()
        let rows = await elsewhere.rows(of: AccountBalanceProjection.self)
        #expect(
            try await models.rows().sorted { $0.accountId < $1.accountId }
                == rows.sorted { $0.accountId < $1.accountId }, "seed \(seed): in batches of \(size)")
    }

    private func compare(_ when: String) async throws {
        let balances = try await ProjectionHistory(AccountBalanceProjection.self, events: events).rows()
        let found = try await models.rows().sorted { $0.accountId < $1.accountId }
        #expect(found == balances.sorted { $0.accountId < $1.accountId }, "seed \(seed), \(when)")
        for tag in ["x", "y", "z", fault] {
            let expected =
                isDouble
                ? try await ProjectionHistory(DoubleCountProjection.self, events: events).row(tag, at: .now)
                : try await ProjectionHistory(TagCountProjection.self, events: events).row(tag, at: .now)
            #expect(try await counts(models, tag)[tag] == expected?.count, "seed \(seed), \(when): \(tag)")
        }
        let record = try await record(models, "TagCount")
        #expect(record.rebuild == nil && record.fingerprint == counting.fingerprint, "seed \(seed), \(when)")
    }
}
