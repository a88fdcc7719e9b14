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

    /// A file with the head and the last line around some lines.
    static func file(_ lines: String...) -> String {
        (["# annals.lock 1", ""] + lines + ["# end", ""]).joined(separator: "\n")
    }

    static func line(_ name: String, _ version: Int = 1, shape: String = #"{"fields":{}}"#) -> String {
        LockEntry(
            kind: .event, name: name, version: version, fingerprint: Fingerprint.of(shape), upcast: nil, shape: shape
        ).text
    }

    @Test func whatIsWrittenIsRead() throws {
        let schema = try Schemas.examples()
        let lock = LockFile(publishing: schema)
        let (read, diagnostics) = LockFileTests.read(lock.text)
        #expect(diagnostics.isEmpty)
        #expect(read?.text == lock.text)
        #expect(read?.isAsWritten == true)
        // One line for each version of an event and type, for the streams of each event and for each projection, command and
        // process, two of explanation and the last.
        let versions = schema.events.flatMap(\.versions).count + schema.types.flatMap(\.versions).count
        let lines =
            versions + schema.events.count + schema.projections.count + schema.commands.count + schema.processes.count
        #expect(lock.text.split(separator: "\n").count == lines + 3)
        let titles = lock.entries.map { "\($0.kind.rawValue) \($0.name)" }
        #expect(titles == titles.sorted())
    }

    @Test func versionsStandInTheOrderOfNumbers() {
        let entries = [10, 9, 2].map {
            LockEntry(kind: .event, name: "A", version: $0, fingerprint: "", upcast: nil, shape: "")
        }
        #expect(LockFile(entries).entries.map(\.version) == [2, 9, 10])
    }

    @Test func windowsLineEndsAreRead() throws {
        let text = LockFile(publishing: try Schemas.examples()).text
        for other in [text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text] {
            let lock = LockFileTests.read(other).lock
            #expect(lock?.text == text)
            #expect(lock?.isAsWritten == true)
        }
    }

    static let fingerprint = String(repeating: "0", count: 32)

    @Test(arguments: [
        ("event A 1 \(fingerprint) - annals-1 01234567", "this one has less"),
        ("thing A 1 \(fingerprint) - annals-1 01234567 {}", "'thing' is none of command"),
        (
            String(repeating: "x", count: 1_000_000) + " A 1 2 3 4 5 6",
            "'\(String(repeating: "x", count: 40))…' is none of command, event, policy, process, projection, retired, stream, type"
        ),
        ("event A 0 \(fingerprint) - annals-1 01234567 {}", "'0' is no version"),
        ("event A 99999999999999999999 \(fingerprint) - annals-1 01234567 {}", "is no version"),
        ("event A 1 xyz - annals-1 01234567 {}", "'xyz' is no fingerprint"),
        ("event A 1 \(fingerprint) 7 annals-1 01234567 {}", "'7' is no fingerprint"),
        ("event A 1 \(fingerprint) - annals-1 01234567 {", "no JSON"),
        ("event A 1 \(fingerprint) - annals-1 01234567 " + String(repeating: "[", count: 100_000), "no JSON"),
        ("event A 1 \(fingerprint) - annals-9 01234567 {}", "in the form 'annals-9'"),
        ("process A 1 \(fingerprint) - annals-1 01234567 {}", "does not understand the process {}"),
        (
            "process A 1 \(fingerprint) - annals-1 01234567 "
                + #"{"commands":[1],"key":["id"],"state":{"fields":{}},"timeouts":[]}"#,
            "does not understand the process"
        ),
        ("<<<<<<< HEAD", "merge conflict"),
        ("||||||| base", "merge conflict"),
        (">>>>>>> branch", "merge conflict"),
    ]) func linesThatAreNone(line: String, message: String) {
        let (lock, diagnostics) = LockFileTests.read(LockFileTests.file(line))
        #expect(lock == nil)
        #expect(diagnostics.count == 1)
        #expect(
            diagnostics.first?.location == AnnalsDiagnostics.SourceLocation(file: "annals.lock", line: 3, column: 1))
        #expect(diagnostics.first?.message.contains(message) == true, "\(diagnostics)")
    }

    @Test func twoLinesOfOneVersionAreRefused() {
        let line = LockFileTests.line("A")
        let (lock, diagnostics) = LockFileTests.read(LockFileTests.file(line, line))
        #expect(lock == nil)
        #expect(diagnostics.map(\.message) == ["event A 1 stands here and in line 3"])
        let other = LockFileTests.line("A", shape: #"{"fields":{"id":{"type":"uuid"}}}"#)
        let differing = LockFileTests.read(LockFileTests.file(line, other)).diagnostics
        #expect(differing.map(\.message) == ["event A 1 stands here and, with another content, in line 3"])
        #expect(differing.first?.suggestion?.contains("becomes the next version") == true)
    }

    @Test func aConflictIsOneMistake() {
        let file = LockFileTests.file(
            "<<<<<<< HEAD", LockFileTests.line("A", 2), "=======", LockFileTests.line("A", 2), ">>>>>>> other")
        let diagnostics = LockFileTests.read(file).diagnostics
        #expect(diagnostics.map(\.location?.line) == [3])
        #expect(diagnostics.first?.suggestion?.contains("run 'annals lock'") == true)
    }

    /// Wherever a file is cut, it is seen: at a line end by the last line, which is gone.
    @Test func aFileThatWasCutIsRefused() throws {
        let bytes = Array(LockFile(publishing: try Schemas.happened("1: { fields: { id: uuid } }")).text.utf8)
        for length in 0..<(bytes.count - 1) {
            var diagnostics = Diagnostics()
            let lock = LockFile.read(Array(bytes[..<length]), file: "annals.lock", diagnostics: &diagnostics)
            #expect(lock == nil)
            #expect(diagnostics.all.count == 1, "\(length): \(diagnostics.all)")
            #expect(diagnostics.all.first?.suggestion != nil)
        }
    }

    @Test(arguments: [
        ("", "the lock file is empty"),
        ("\r\n\n", "the lock file is empty"),
        ("# annals.lock 2\nanything\n", "a newer version of annals wrote this lock file: it is in form 2"),
        ("{}\n", "this is not the first line of a lock file"),
        ("# annals.lock\n# end\n", "this is not the first line of a lock file"),
        ("# annals.lock 1\n# end\n\(line("A"))\n", "the last line of a lock file, '# end', is missing"),
    ]) func filesThatAreNone(text: String, message: String) {
        let (lock, diagnostics) = LockFileTests.read(text)
        #expect(lock == nil)
        #expect(diagnostics.count == 1)
        #expect(diagnostics.first?.message.contains(message) == true, "\(diagnostics)")
    }

    @Test func aFileThatIsSomethingElseIsNotReportedLineByLine() {
        let text = LockFileTests.file(String(repeating: "something else\n", count: 10_000))
        #expect(LockFileTests.read(text).diagnostics.count == 20)
    }

    /// Lines as they were before they had check digits.
    @Test func olderFilesAreReadAndWrittenAnew() throws {
        let schema = try Schemas.happened("1: { fields: { id: uuid } }")
        let entry = try #require(LockFile(publishing: schema).entries.first)
        let text = """
            # What was published, one line each: kind, name, version, fingerprint, upcaster, form, shape.
            # Written by 'annals lock'. Do not edit; in a merge conflict keep one side and run 'annals lock'.
            event Happened 1 \(entry.fingerprint) - annals-1 \(entry.shape)

            """
        let lock = try #require(LockFileTests.read(text).lock)
        #expect(!lock.isAsWritten)
        #expect(lock.text == LockFile([entry]).text)
        #expect(CompatibilityChecker(samples: 10).check(schema, lock: lock).findings.isEmpty)
    }

    @Test func linesInAnotherOrderAreRead() {
        let lock = LockFileTests.read(LockFileTests.file(LockFileTests.line("B"), LockFileTests.line("A"))).lock
        #expect(lock?.entries.map(\.name) == ["A", "B"])
        #expect(lock?.isAsWritten == false)
    }

    /// Each column makes sense alone; the check digits show that it was not written so.
    @Test(arguments: [
        ("event Happened 2", "event Happened 3"),
        ("event Happened 2", "event Happening 2"),
        ("event Happened 2", "type Happened 2"),
        ("\"maximum\":10", "\"maximum\":11"),
    ]) func anEditedColumnIsFound(old: String, new: String) throws {
        let schema = try Schemas.happened(
            "1: { fields: { id: uuid } }", "2: { fields: { id: uuid, size: { type: int?, maximum: 10 } } }")
        let text = LockFile(publishing: schema).text
        let lock = try #require(LockFileTests.read(text.replacing(old, with: new)).lock)
        let findings = CompatibilityChecker(samples: 10).check(schema, lock: lock).findings
        #expect(findings.map(\.rule).contains(.lockEdited))
        #expect(findings.first { $0.rule == .lockEdited }?.message.contains("check digits") == true)
    }

    @Test func anUpcasterWhoseFingerprintIsCopiedIntoTheLockIsFound() throws {
        func schema(_ size: String) throws -> Schema {
            try Schemas.happened(
                "1: { fields: { id: uuid } }", "2:\n  fields: { id: uuid, size: int }\n  upcast: { size: \(size) }")
        }
        let (before, after) = (LockFile(publishing: try schema("1")), LockFile(publishing: try schema("2")))
        let (old, new) = (try #require(before.entries[1].upcast), try #require(after.entries[1].upcast))
        let lock = try #require(LockFileTests.read(before.text.replacing(old, with: new)).lock)
        let findings = CompatibilityChecker(samples: 10).check(try schema("2"), lock: lock).findings
        #expect(findings.map(\.rule) == [.lockEdited])
    }

    @Test func linesThatExchangedTheirNamesAreFound() throws {
        let (a, b) = (LockFileTests.line("A", shape: "{}"), LockFileTests.line("B"))
        let file = LockFileTests.file(
            a.replacing("event A", with: "event B"), b.replacing("event B", with: "event A"))
        let lock = try #require(LockFileTests.read(file).lock)
        #expect(lock.entries.map(\.isEdited) == [true, true])
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
            let file = LockFileTests.file(LockFileTests.line("Happened", shape: shape))
            let lock = try #require(LockFileTests.read(file).lock)
            let findings = CompatibilityChecker(samples: 20).check(schema, lock: lock).findings
            #expect(findings.map(\.rule) == [.publishedChanged], "\(shape)")
        }
    }

    @Test func anEventOfWhichOnlyTheStreamsAreLeftIsAGap() throws {
        let schema = try Schemas.happened("1: { fields: { id: uuid } }")
        let lock = LockFile(LockFile(publishing: schema).entries.filter { $0.kind == .stream })
        let report = CompatibilityChecker(samples: 10).check(schema, lock: lock)
        #expect(report.findings.map(\.rule) == [.publishedGap])
    }

    @Test(arguments: ["[]", "{}", #"{"aggregate":"Thing"}"#, #"{"aggregate":"Thing","id":7}"#])
    func aStreamThatIsNoneIsRefused(shape: String) {
        let entry = LockEntry(
            kind: .stream, name: "A", version: 1, fingerprint: Fingerprint.of(shape), upcast: nil, shape: shape)
        let (lock, diagnostics) = LockFileTests.read(LockFile([entry]).text)
        #expect(lock == nil)
        #expect(diagnostics.map(\.message) == ["this version of annals does not understand the stream \(shape)"])
    }

    @Test func aMovedStreamIsPublishedWhenAcknowledged() throws {
        let checkCase = try #require(CheckCase.all.first { $0.name == "stream.moved" })
        let (schema, report) = (try checkCase.schema("current"), try checkCase.report())
        #expect(throws: Publishing.Refusal.self) { try Publishing.publish(schema, report) }
        let lock = try Publishing.publish(schema, report, acknowledging: true)
        #expect(CompatibilityChecker(samples: 10).check(schema, lock: lock).findings.isEmpty)
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

    /// Every line is looked up, by present and by former names. With scans this would take minutes.
    @Test func twentyThousandLinesAreLookedUpDirectly() throws {
        let place = AnnalsDiagnostics.SourceLocation(file: "test.yaml", line: 1, column: 1)
        let field = Field(name: "id", type: .scalar(.uuid, Constraints()), location: place)
        let events = (0..<10_000).map { number in
            let version = EventVersion(
                id: VersionedName("Event\(number)", 1), description: nil, fields: [field], upcast: nil, location: place)
            var event = EventDeclaration(
                name: "Event\(number)", description: nil, aggregate: "Thing", versions: [version], file: "test.yaml",
                location: place)
            event.formerNames = ["Former\(number)"]
            return event
        }
        let schema = Schema(events: events)
        let text = LockFile(publishing: schema).text
        let lock = try #require(LockFileTests.read(text).lock)
        #expect(lock.entries.count == 20_000)
        let checker = CompatibilityChecker(samples: 1)
        #expect(checker.check(schema, lock: lock).findings.isEmpty)
        let removed = checker.check(Schema(), lock: lock)
        #expect(removed.findings.count == 20_000)
        #expect(removed.subjects.count == 20_000)
    }
}
