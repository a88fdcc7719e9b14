import AnnalsCompatibility
import AnnalsSchema
import Testing

@Suite struct PublishingTests {
    static let first = "1: { fields: { id: uuid, text: string } }"
    let checker = CompatibilityChecker(samples: 50)

    @Test func draftsArePublished() throws {
        let before = LockFile(publishing: try Schemas.happened(PublishingTests.first))
        let schema = try Schemas.happened(
            PublishingTests.first, "2: { fields: { id: uuid, text: string, note: string? } }")
        let report = checker.check(schema, lock: before)
        #expect(report.drafts == ["Happened@2"])
        let lock = try Publishing.publish(schema, report)
        #expect(lock.entries.map(\.kind) == [.event, .event, .stream])
        #expect(checker.check(schema, lock: lock).drafts.isEmpty)
    }

    @Test func whatBreaksIsNotPublished() throws {
        let schema = try Schemas.happened(
            PublishingTests.first, "2:\n  fields: { id: uuid, number: int }\n  upcast: { number: int(old.text) }")
        let report = checker.check(schema, lock: nil)
        for acknowledging in [false, true] {
            let refusal = try #require(throws: Publishing.Refusal.self) {
                try Publishing.publish(schema, report, acknowledging: acknowledging)
            }
            #expect(refusal.findings.map(\.rule) == [.upcastFails])
            #expect(refusal.description.contains("'annals check' shows what to do"))
        }
    }

    @Test func customStepsArePublishedWhenAcknowledged() throws {
        let schema = try Schemas.happened(
            PublishingTests.first, "2:\n  fields: { id: uuid, number: int }\n  upcast: { number: custom }")
        let report = checker.check(schema, lock: nil)
        #expect(report.verdict == .unknown)
        let refusal = try #require(throws: Publishing.Refusal.self) { try Publishing.publish(schema, report) }
        #expect(refusal.description.contains("--acknowledge"))
        let lock = try Publishing.publish(schema, report, acknowledging: true)
        // What was acknowledged is no finding any more, as long as it stays the same.
        #expect(checker.check(schema, lock: lock).findings.isEmpty)
    }

    /// What waits in an outbox was delivered, or given up.
    @Test(arguments: [
        "command.changed-became-required", "command.changed-unknown", "command.removed", "command.removed-not-emitted",
        "process.removed",
    ]) func lostCommandsArePublishedWhenAcknowledged(_ name: String) throws {
        let checkCase = CheckCase(name: name)
        let schema = try checkCase.schema("current")
        let report = try checkCase.report()
        let refusal = try #require(throws: Publishing.Refusal.self) { try Publishing.publish(schema, report) }
        #expect(refusal.description.contains("--acknowledge"))
        let lock = try Publishing.publish(schema, report, acknowledging: true)
        #expect(checker.check(schema, lock: lock).findings.isEmpty)
    }

    @Test func anEditedLineOfAProcessIsSeen() throws {
        let checkCase = CheckCase(name: "safe-process-emits-otherwise")
        for (old, new, kind) in [
            (#""key":["orderId"]"#, #""key":["other"]"#, "process"),
            (#""amount":{"type":"double"}"#, #""amount":{"type":"int"}"#, "command"),
        ] {
            let lines = try checkCase.published().split(separator: "\n").map { line in
                line.hasPrefix(kind) ? String(line).replacing(old, with: new) : String(line)
            }
            let lock = try #require(LockFileTests.read(lines.joined(separator: "\n") + "\n").lock)
            let report = checker.check(try checkCase.schema("current"), lock: lock)
            #expect(report.findings.map(\.rule) == [.lockEdited])
            #expect(report.findings.first?.place == kind)
        }
    }

    @Test func aChangedUpcasterIsPublishedWhenAcknowledged() throws {
        func schema(_ upcast: String) throws -> Schema {
            try Schemas.happened(
                PublishingTests.first, "2:\n  fields: { id: uuid, size: int }\n  upcast: { size: \(upcast) }")
        }
        let before = LockFile(publishing: try schema("size(old.text)"))
        let after = try schema("size(old.text) + 1")
        let report = checker.check(after, lock: before)
        #expect(report.findings.map(\.rule) == [.publishedUpcaster])
        #expect(throws: Publishing.Refusal.self) { try Publishing.publish(after, report) }
        let lock = try Publishing.publish(after, report, acknowledging: true)
        #expect(checker.check(after, lock: lock).findings.isEmpty)
    }
}
