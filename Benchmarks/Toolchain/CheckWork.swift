import AnnalsCompatibility
import AnnalsContainment
import AnnalsDiagnostics
import AnnalsSchema
import Foundation

/// Deciding and checking many versions: containment alone, and the whole of a check with its search.
struct CheckWork {
    private let events: Int
    private let versions: Int

    /// Events with so many versions each, made by the benchmark itself.
    init(events: Int, versions: Int) {
        self.events = events
        self.versions = versions
    }

    func measure() throws {
        let schema = try Stopwatch.measure("load", runs: 1) { try load() }
        let pairs = Stopwatch.measure("decide", runs: 3) { decide(schema) }
        let lock = LockFile(publishing: schema)
        let configuration = SchemaConfiguration(compatibility: .fullTransitive)
        Stopwatch.measure("check published", runs: 1) {
            _ = CompatibilityChecker().check(schema, configuration, lock: lock)
        }
        // Nothing is published, so that every step is judged by what it loses and every pair both ways.
        let report = Stopwatch.measure("check drafts", runs: 1) {
            CompatibilityChecker().check(schema, configuration, lock: nil)
        }
        print("pairs\t\(pairs)")
        print("payloads\t\(report.subjects.reduce(0) { $0 + $1.payloads })")
        print("searched\t\(report.subjects.reduce(0) { $0 + $1.searched.count })")
        print("failures\t\(report.failures.count)")
    }

    /// Every version against the newest, both ways; the number of pairs.
    private func decide(_ schema: Schema) -> Int {
        var containment = Containment(within: schema)
        var count = 0
        for event in schema.events {
            guard let newest = event.versions.last else { continue }
            for version in event.versions.dropLast() {
                for (written, read) in [(version, newest), (newest, version)] {
                    _ = containment.decide(.event(written), readAs: .event(read))
                    count += 1
                }
            }
        }
        return count
    }

    private func load() throws -> Schema {
        var diagnostics = Diagnostics()
        guard let schema = SchemaLoader.load(sources, diagnostics: &diagnostics) else {
            throw WorkFailure(description: diagnostics.all.first?.message ?? "the schema cannot be loaded")
        }
        return schema
    }

    /// One file an event. Each version has wider bounds, and the first ones an optional field more.
    private var sources: [SchemaSource] {
        let names = (1...events).map { "Happened\($0)" }
        let shared = [
            "annals: 1", "types:", "  Money: { fields: { amount: int, currency: Currency } }",
            "  Currency: { type: string, pattern: '^[A-Z]{3}$' }",
            "  Item: { fields: { sku: { type: string, minLength: 1 }, count: { type: int, minimum: 1 }, price: Money } }",
            "  Status: { enum: [new, paid, shipped] }", "aggregates:",
            "  Thing: { id: { id: uuid }, ignore: [\(names.joined(separator: ", "))] }",
        ]
        let events = names.map { name in
            var lines = ["annals: 1", "events:", "  \(name):", "    aggregate: Thing", "    versions:"]
            for version in 1...versions {
                let maximum = 100 + version
                var fields = [
                    "id: uuid", "total: Money", "items: { type: list<Item>, minItems: 1 }", "status: Status",
                    "note: { type: string, maxLength: \(maximum) }",
                    "rank: { type: int, minimum: 0, maximum: \(maximum) }",
                    "code: { type: string, pattern: '^[a-z]{2,8}(-[0-9]+)?$' }", "placedAt: timestamp",
                ]
                fields += (1..<min(version, 3)).map { "extra\($0): string?" }
                lines.append("      \(version): { fields: { \(fields.joined(separator: ", ")) } }")
            }
            return lines
        }
        return ([shared] + events).enumerated().map { number, lines in
            SchemaSource(path: "check\(number).yaml", text: lines.joined(separator: "\n") + "\n")
        }
    }
}
