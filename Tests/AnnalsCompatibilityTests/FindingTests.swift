import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsSchema
import Testing

@Suite struct FindingTests {
    private func fingerprints(_ report: CompatibilityReport) -> Set<String> {
        Set(report.findings.map(\.fingerprint))
    }

    @Test(arguments: CheckCase.all) func noTwoFindingsHaveOneFingerprint(checkCase: CheckCase) throws {
        let report = try checkCase.report()
        #expect(fingerprints(report).count == report.findings.count)
        for finding in report.findings { #expect(finding.fingerprint.utf8.count == 12) }
    }

    @Test(arguments: CheckCase.all) func fingerprintsSurviveWhatMovesLines(checkCase: CheckCase) throws {
        let before = try checkCase.report()
        let moved = try checkCase.report() { source in
            SchemaSource(path: "moved/\(source.path)", bytes: Array("# One more line.\n\n".utf8) + source.bytes)
        }
        #expect(fingerprints(moved) == fingerprints(before))
        for (old, new) in zip(before.findings, moved.findings) where old.location?.file.hasSuffix(".yaml") == true {
            #expect(new.location?.line == old.location.map { $0.line + 2 })
        }
    }

    @Test(arguments: CheckCase.all) func fingerprintsSurviveAnotherSeed(checkCase: CheckCase) throws {
        let (first, second) = (try checkCase.report(seed: 1), try checkCase.report(seed: 2))
        #expect(fingerprints(first) == fingerprints(second))
    }

    @Test func versionsFieldsAndRulesHaveFingerprintsOfTheirOwn() {
        let findings = [
            Finding(.upcastFails, subject: "A", "", version: 2), Finding(.upcastFails, subject: "A", "", version: 3),
            Finding(.upcastFails, subject: "A", "", version: 2, place: "b"),
            Finding(.upcastResult, subject: "A", "", version: 2), Finding(.upcastFails, subject: "B", "", version: 2),
            Finding(.upcastFails, subject: "A", ""),
        ]
        #expect(Set(findings.map(\.fingerprint)).count == findings.count)
        let step = Witness.Step(from: 1, to: 2)
        #expect(Finding(.upcastFails, subject: "A", "", step: step).fingerprint == findings[0].fingerprint)
    }

    @Test func aChangeHasAPlaceOnBothSides() throws {
        let first = "1: { fields: { id: uuid, size: { type: int, maximum: 10 } } }"
        let edited = try Schemas.happened(
            first.replacing("10", with: "11"),
            "2:\n  fields: { id: uuid, text: { type: string, minLength: 3 } }\n  upcast: { text: string(old.size) }")
        let lock = try #require(LockFileTests.read(LockFile(publishing: try Schemas.happened(first)).text).lock)
        let findings = CompatibilityChecker(samples: 50).check(edited, lock: lock).findings
        #expect(findings.map(\.rule) == [.publishedChanged, .upcastResult])
        #expect(findings.map(\.location?.line) == [12, 15])
        #expect(findings.map(\.previous?.file) == ["annals.lock", "test.yaml"])
        #expect(findings.map(\.previous?.line) == [3, 12])
        #expect(findings.map(\.version) == [1, 2])
    }
}
