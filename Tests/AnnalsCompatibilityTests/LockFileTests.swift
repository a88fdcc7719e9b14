import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsSchema
import Testing

@Suite struct LockFileTests {
    static func read(_ text: String) -> (lock: LockFile?, diagnostics: [Diagnostic]) {
        var diagnostics = Diagnostics()
        let lock = LockFile.read(Array(text.utf8), file: "annals.lock", diagnostics: &diagnostics)
        return (lock, diagnostics.all)
    }

    @Test func whatIsWrittenIsRead() throws {
        let schema = try Schemas.examples()
        let lock = LockFile(publishing: schema)
        let (read, diagnostics) = LockFileTests.read(lock.text)
        #expect(diagnostics.isEmpty)
        #expect(read?.text == lock.text)
        // One line for each version of an event and type and for each projection, and two of explanation.
        let versions = schema.events.flatMap(\.versions).count + schema.types.flatMap(\.versions).count
        #expect(lock.text.split(separator: "\n").count == versions + schema.projections.count + 2)
        let lines = lock.entries.map { "\($0.kind.rawValue) \($0.name)" }
        #expect(lines == lines.sorted())
    }

    @Test func versionsStandInTheOrderOfNumbers() {
        let entries = [10, 9, 2].map {
            LockEntry(kind: .event, name: "A", version: $0, fingerprint: "", upcast: nil, shape: "")
        }
        #expect(LockFile(entries).entries.map(\.version) == [2, 9, 10])
    }

    @Test func windowsLineEndsAreRead() throws {
        let text = LockFile(publishing: try Schemas.examples()).text
        #expect(LockFileTests.read(text.replacing("\n", with: "\r\n")).lock?.text == text)
    }

    static let fingerprint = String(repeating: "0", count: 32)

    @Test(arguments: [
        ("event A 1 \(fingerprint) - annals-1", "this one has less"),
        ("thing A 1 \(fingerprint) - annals-1 {}", "'thing' is none of event, policy, projection, retired, type"),
        ("event A 0 \(fingerprint) - annals-1 {}", "'0' is no version"),
        ("event A 1 xyz - annals-1 {}", "'xyz' is no fingerprint"),
        ("event A 1 \(fingerprint) 7 annals-1 {}", "'7' is no fingerprint"),
        ("event A 1 \(fingerprint) - annals-1 {", "no JSON"),
        ("event A 1 \(fingerprint) - annals-9 {}", "in the form 'annals-9'"),
        ("<<<<<<< HEAD", "merge conflict"),
        (">>>>>>> branch", "merge conflict"),
    ]) func linesThatAreNone(line: String, message: String) {
        let (lock, diagnostics) = LockFileTests.read("# head\n\n\(line)\n")
        #expect(lock == nil)
        #expect(diagnostics.count == 1)
        #expect(
            diagnostics.first?.location == AnnalsDiagnostics.SourceLocation(file: "annals.lock", line: 3, column: 1))
        #expect(diagnostics.first?.message.contains(message) == true, "\(diagnostics)")
    }

    @Test func twoLinesOfOneVersionAreRefused() {
        let line = "event A 1 \(LockFileTests.fingerprint) - annals-1 {}"
        let (lock, diagnostics) = LockFileTests.read("\(line)\n\(line)\n")
        #expect(lock == nil)
        #expect(diagnostics.map(\.message) == ["event A 1 stands here and in line 1"])
    }

    @Test func bytesThatAreNoTextAreRefused() {
        var diagnostics = Diagnostics()
        #expect(LockFile.read([0xff, 0xfe], file: "annals.lock", diagnostics: &diagnostics) == nil)
        #expect(diagnostics.all.map(\.message) == ["the lock file is not UTF-8"])
    }

    @Test func aLineEditedByHandIsFound() throws {
        let schema = try Schemas.happened("1: { fields: { id: uuid, size: { type: int, maximum: 10 } } }")
        let text = LockFile(publishing: schema).text.replacing("\"maximum\":10", with: "\"maximum\":11")
        let lock = try #require(LockFileTests.read(text).lock)
        let findings = CompatibilityChecker(samples: 10).check(schema, lock: lock).findings
        #expect(findings.map(\.rule) == [.lockEdited])
        #expect(findings.first?.location?.line == 3)
    }

    @Test func aShapeThatMakesNoSenseIsAFindingAndNoCrash() throws {
        let schema = try Schemas.happened("1: { fields: { id: uuid } }")
        for shape in [
            #"{"fields":{"a":{"recursion":7}}}"#, #"{"fields":{"a":{"recursion":-9223372036854775808}}}"#,
            #"{"fields":{"a":{"type":"strange"}}}"#, "[]", "null",
            #"{"fields":{"a":{"type":"string","pattern":"("}}}"#,
            #"{"fields":{"a":{"list":{"type":"int"},"minItems":9223372036854775807}}}"#,
            #"{"fields":{"a":{"type":"string","minLength":9223372036854775807}}}"#,
            #"{"fields":{"a":{"type":"int","minimum":1e9000,"multipleOf":-1e-9000}}}"#,
        ] {
            let line = "event Happened 1 \(Fingerprint.of(shape)) - annals-1 \(shape)"
            let lock = try #require(LockFileTests.read(line).lock)
            let findings = CompatibilityChecker(samples: 20).check(schema, lock: lock).findings
            #expect(findings.map(\.rule) == [.publishedChanged], "\(shape)")
        }
    }

    @Test func aPublishedVersionAboveADraftIsAGap() throws {
        let schema = try Schemas.happened(
            "1: { fields: { id: uuid } }", "2: { fields: { id: uuid, note: string? } }")
        let all = LockFile(publishing: schema)
        let lock = LockFile(all.entries.filter { $0.version != 1 })
        let report = CompatibilityChecker(samples: 10).check(schema, lock: lock)
        #expect(report.findings.map(\.rule) == [.publishedGap])
        #expect(report.drafts == ["Happened@1"])
    }
}
