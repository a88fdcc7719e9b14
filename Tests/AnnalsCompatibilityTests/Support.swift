import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsSchema
import AnnalsValues
import Foundation
import Testing

/// Loads schemas for tests.
enum Schemas {
    static func load(_ sources: [SchemaSource]) throws -> Schema {
        var diagnostics = Diagnostics()
        let schema = SchemaLoader.load(sources, diagnostics: &diagnostics)
        return try #require(schema, "\(diagnostics.all.map { "\($0.location?.line ?? 0) \($0.rule): \($0.message)" })")
    }

    /// A schema with the event `Happened` of the aggregate `Thing`.
    static func happened(_ versions: String...) throws -> Schema {
        let lines = versions.map { $0.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n") }
        let text = """
            annals: 1
            namespace: test
            aggregates:
              Thing:
                id: { id: uuid }
                state: { count: { type: int, default: 0 } }
                ignore: [Happened]
            events:
              Happened:
                aggregate: Thing
                versions:
            \(lines.joined(separator: "\n"))
            """
        return try load([SchemaSource(path: "test.yaml", text: text)])
    }

    /// The example schemas of the repository.
    static func examples() throws -> Schema {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "schemas")
        return try load(
            ["banking.yaml", "orders.yaml"].map { name in
                SchemaSource(path: "schemas/\(name)", bytes: Array(try Data(contentsOf: folder.appending(path: name))))
            })
    }
}

/// A folder with a schema before and after a change, and what the checker says of it.
struct CheckCase: CustomTestStringConvertible, Sendable {
    let name: String

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    static let all: [CheckCase] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { CheckCase(name: $0) }
    }()

    var testDescription: String { name }

    /// The schema `previous` or `current`.
    func schema(_ side: String) throws -> Schema { try Schemas.load(sources(side)) }

    /// The schema files of a side.
    func sources(_ side: String) throws -> [SchemaSource] {
        try files(side).filter { $0.path != SchemaConfiguration.fileName }
    }

    /// What `annals.yaml` of a side says; the defaults when there is none.
    func configuration(
        _ side: String, _ change: (SchemaSource) -> SchemaSource = { $0 }
    ) throws -> SchemaConfiguration {
        guard let file = try files(side).first(where: { $0.path == SchemaConfiguration.fileName }) else {
            return SchemaConfiguration()
        }
        var diagnostics = Diagnostics()
        return try #require(SchemaConfiguration.load(change(file), diagnostics: &diagnostics), "\(diagnostics.all)")
    }

    /// All files of a side.
    func files(_ side: String) throws -> [SchemaSource] {
        let folder = CheckCase.folder.appending(path: name).appending(path: side)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
        return try names.map { name in
            SchemaSource(path: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
        }
    }

    /// The day of every check.
    static let today = CalendarDate(year: 2026, month: 11, day: 24)

    /// The check of a case.
    ///
    /// - Parameter change: What is done to each file before.
    func report(
        seed: UInt64 = 1, _ change: (SchemaSource) -> SchemaSource = { $0 }
    ) throws -> CompatibilityReport {
        // The text of a lock is read back, so that findings have the lines of the file.
        let lock = try #require(LockFileTests.read(try published(change)).lock)
        return CompatibilityChecker(samples: 400, seed: seed, today: CheckCase.today)
            .check(
                try Schemas.load(try sources("current").map(change)), try configuration("current", change), lock: lock)
    }

    /// The lock file of the previous schema.
    func published(_ change: (SchemaSource) -> SchemaSource = { $0 }) throws -> String {
        let schema = try Schemas.load(try sources("previous").map(change))
        return LockFile(publishing: schema, try configuration("previous", change)).text
    }

    /// The recorded text; with ANNALS_RECORD=1 in the environment, `text` becomes it.
    func expected(recording text: String) throws -> String {
        let file = CheckCase.folder.appending(path: name).appending(path: "expected.txt")
        if ProcessInfo.processInfo.environment["ANNALS_RECORD"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return try String(contentsOf: file, encoding: .utf8)
    }
}
