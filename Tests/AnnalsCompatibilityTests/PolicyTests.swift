import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsSchema
import Testing

@Suite struct PolicyTests {
    typealias Mode = SchemaConfiguration.CompatibilityMode

    static let first = "1: { fields: { id: uuid, text: string } }"
    let checker = CompatibilityChecker(samples: 20)

    static func configuration(_ text: String) throws -> SchemaConfiguration {
        var diagnostics = Diagnostics()
        let source = SchemaSource(path: "annals.yaml", text: text)
        return try #require(SchemaConfiguration.load(source, diagnostics: &diagnostics))
    }

    /// `lowers[a]` are the modes that give up something that `a` promises.
    static let lowers: [Mode: Set<Mode>] = [
        .none: [],
        .backward: [.none, .forward, .forwardTransitive],
        .backwardTransitive: [.none, .backward, .forward, .forwardTransitive, .full],
        .forward: [.none, .backward, .backwardTransitive],
        .forwardTransitive: [.none, .backward, .backwardTransitive, .forward, .full],
        .full: [.none, .backward, .backwardTransitive, .forward, .forwardTransitive],
        .fullTransitive: Set(Mode.allCases).subtracting([.fullTransitive]),
    ]

    @Test(arguments: Mode.allCases, Mode.allCases)
    func aModeIsLoweredWhenItGivesUpAPair(before: Mode, now: Mode) throws {
        let schema = try Schemas.happened(PolicyTests.first)
        let report = checker.check(
            schema, SchemaConfiguration(compatibility: now), against: schema,
            SchemaConfiguration(compatibility: before))
        let isLowered = try #require(PolicyTests.lowers[before]).contains(now)
        #expect(report.findings.map(\.rule) == (isLowered ? [.policyLowered] : []))
        #expect(report.exitCode == (isLowered ? .findings : .compatible))
    }

    @Test func theUsualPolicyNeedsNoLine() throws {
        let schema = try Schemas.happened(PolicyTests.first)
        let usual = LockFile(publishing: schema)
        #expect(!usual.text.contains("\npolicy "))
        #expect(usual.policy == CompatibilityPolicy())
        #expect(LockFile(publishing: schema, SchemaConfiguration(compatibility: .backwardTransitive)) == usual)
    }

    @Test func thePolicyIsReadAsItIsWritten() throws {
        let schema = try Schemas.happened(PolicyTests.first)
        var configuration = try PolicyTests.configuration(
            "compatibility: FULL\nrules: { upcast.dropped: off, event.retired: off, upcast.custom: on }")
        var stated = schema
        stated.events[0].compatibility = .forwardTransitive
        let lock = LockFile(publishing: stated, configuration)
        let text =
            #"{"events":{"Happened":"FORWARD_TRANSITIVE"},"mode":"FULL","off":["event.retired","upcast.dropped"]}"#
        #expect(lock.text.contains("\npolicy schemas 1 \(Fingerprint.of(text)) - annals-1 "))
        #expect(lock.text.contains(" \(text)\n"))
        let read = try #require(LockFileTests.read(lock.text).lock)
        #expect(read.text == lock.text)
        #expect(read.policy == CompatibilityPolicy(stated, configuration))
        #expect(checker.check(stated, configuration, lock: read).findings.isEmpty)
        // An event that states what holds anyway says nothing.
        configuration.compatibility = .forwardTransitive
        configuration.rules = []
        #expect(LockFile(publishing: stated, configuration).text.contains(#"{"mode":"FORWARD_TRANSITIVE"}"#))
    }

    @Test(arguments: [
        ("policy schemas 1", #"{"mode":"SIDEWAYS"}"#, "does not understand"),
        ("policy schemas 1", #"{"mode":"FULL","more":1}"#, "does not understand"),
        ("policy schemas 1", #"{"mode":"FULL","events":{"A":"SIDEWAYS"}}"#, "does not understand"),
        ("policy schemas 1", #"{"mode":"FULL","off":[1]}"#, "does not understand"),
        ("policy schemas 1", #"{"off":[]}"#, "does not understand"), ("policy schemas 1", "[]", "does not understand"),
        ("policy others 1", #"{"mode":"FULL"}"#, "'others' has no policy"),
    ]) func aPolicyThatIsNoneIsRefused(head: String, shape: String, message: String) {
        let (lock, diagnostics) = LockFileTests.read(
            LockFileTests.file("\(head) \(Fingerprint.of(shape)) - annals-1 01234567 \(shape)"))
        #expect(lock == nil)
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.message.contains(message) == true)
    }

    @Test func anEditedPolicyIsFound() throws {
        let schema = try Schemas.happened(PolicyTests.first)
        let full = SchemaConfiguration(compatibility: .full)
        let text = LockFile(publishing: schema, full).text.replacing(#""FULL""#, with: #""NONE""#)
        let lock = try #require(LockFileTests.read(text).lock)
        let findings = checker.check(schema, full, lock: lock).findings
        #expect(findings.map(\.rule) == [.lockEdited])
        #expect(findings.first?.message.hasPrefix("the line of policy schemas was edited") == true)
    }

    @Test func aLoweredModeIsPublishedWhenAcknowledged() throws {
        let schema = try Schemas.happened(PolicyTests.first)
        let before = LockFile(publishing: schema, SchemaConfiguration(compatibility: .full))
        let now = try PolicyTests.configuration("compatibility: NONE\nrules: { upcast.dropped: off }")
        let report = checker.check(schema, now, lock: before)
        #expect(report.findings.map(\.rule) == [.policyLowered, .policyRuleOff])
        #expect(throws: Publishing.Refusal.self) {
            try Publishing.publish(schema, report, configuration: now)
        }
        let lock = try Publishing.publish(schema, report, configuration: now, acknowledging: true)
        #expect(checker.check(schema, now, lock: lock).findings.isEmpty)
    }

    @Test func anEventThatIsNotPublishedMayPromiseLess() throws {
        let schema = try Schemas.happened(PolicyTests.first)
        var stated = schema
        stated.events[0].compatibility = SchemaConfiguration.CompatibilityMode.none
        #expect(checker.check(stated, lock: LockFile(publishing: schema)).findings.map(\.rule) == [.policyLowered])
        #expect(checker.check(stated, lock: LockFile()).findings.isEmpty)
        #expect(checker.check(stated, lock: nil).findings.isEmpty)
    }

    @Test func theModeOfARenamedEventIsThatOfItsFormerName() throws {
        var before = try Schemas.happened(PolicyTests.first)
        before.events[0].compatibility = .full
        var after = before
        after.events[0].name = "Occurred"
        after.events[0].formerNames = ["Happened"]
        let lock = LockFile(publishing: before)
        #expect(!checker.check(after, lock: lock).findings.contains { $0.rule == .policyLowered })
        after.events[0].compatibility = nil
        #expect(checker.check(after, lock: lock).findings.contains { $0.rule == .policyLowered })
    }

    @Test func theModeOfAnEventGoesBeforeThatOfTheSet() throws {
        var schema = try Schemas.happened(
            PolicyTests.first, "2:\n  fields: { id: uuid, number: int }\n  upcast: { number: int(old.text) }")
        let none = SchemaConfiguration(compatibility: .none)
        #expect(checker.check(schema, none, lock: nil).findings.isEmpty)
        schema.events[0].compatibility = .backward
        let report = checker.check(schema, none, lock: nil)
        #expect(report.findings.map(\.rule) == [.upcastFails])
        #expect(report.subjects.map(\.mode) == [.backward])
    }

    @Test(arguments: [
        (Mode.none, 0), (.backward, 1), (.backwardTransitive, 3), (.forward, 0), (.full, 1), (.fullTransitive, 3),
    ]) func asManyVersionsAreJudgedAsTheModeSays(mode: Mode, versions: Int) throws {
        let texts = (1...4).map { "\($0): { fields: { id: uuid, text: string } }" }
        let rule = ", rules: [{ id: any, expression: this.text == this.text }] }"
        for (last, isDecided) in [(texts[3], true), (texts[3].dropLast(2) + rule, false)] {
            let schema = try Schemas.happened(texts[0], texts[1], texts[2], String(last))
            let report = checker.check(schema, SchemaConfiguration(compatibility: mode), lock: nil)
            let subject = try #require(report.subjects.first)
            #expect(subject.decided.count == (isDecided ? versions : 0))
            #expect(subject.searched.count == (isDecided ? 0 : versions))
            #expect(subject.payloads == (isDecided ? 0 : versions * 20))
        }
    }

    @Test(arguments: [
        ("rules: { upcast.droped: off }", "did you mean 'upcast.dropped'?"),
        ("rules: { published.changed: off }", "'annals explain published.changed' says why"),
    ]) func rulesThatCannotBeSwitchedOff(text: String, suggestion: String) throws {
        var diagnostics = Diagnostics()
        CompatibilityPolicy.check(try PolicyTests.configuration(text), diagnostics: &diagnostics)
        #expect(diagnostics.all.map(\.rule) == ["configuration.value"])
        #expect(diagnostics.all.first?.suggestion == suggestion)
        #expect(diagnostics.all.first?.location?.column == 10)
    }

    @Test func whatIsNeverAllowedIsFoundWhateverIsSwitchedOff() throws {
        let before = try Schemas.happened(PolicyTests.first)
        let after = try Schemas.happened("1: { fields: { id: uuid, text: int } }")
        let configuration = try PolicyTests.configuration("compatibility: NONE\nrules: { published.changed: off }")
        let report = checker.check(after, configuration, against: before, configuration)
        #expect(report.findings.map(\.rule) == [.publishedChanged])
    }
}
