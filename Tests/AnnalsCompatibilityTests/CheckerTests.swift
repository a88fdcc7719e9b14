import AnnalsCompatibility
import AnnalsSchema
import Testing

@Suite struct CheckerTests {
    @Test func theExamplesAreCompatible() throws {
        let schema = try Schemas.examples()
        let report = CompatibilityChecker(samples: 150).check(schema, against: schema)
        #expect(report.findings.isEmpty)
        #expect(report.exitCode == .compatible)
        #expect(report.subjects.count == 8)
        #expect(report.drafts.isEmpty)
    }

    @Test func withoutALockAllIsADraft() throws {
        let schema = try Schemas.happened("1: { fields: { id: uuid } }")
        let report = CompatibilityChecker(samples: 10).check(schema, lock: nil)
        #expect(!report.hasLock)
        #expect(report.drafts == ["Happened@1"])
        #expect(report.exitCode == .compatible)
        #expect(report.summary.hasSuffix("nothing is published yet: 'annals lock' does that"))
    }

    @Test func descriptionsAndOrderAreNoChange() throws {
        let before = try Schemas.happened("1: { fields: { id: uuid, a: string, b: int } }")
        let after = try Schemas.happened(
            "1: { description: More., fields: { b: { type: int, description: B. }, a: string, id: uuid } }")
        #expect(CompatibilityChecker(samples: 10).check(after, against: before).findings.isEmpty)
    }

    @Test func theSameCheckGivesTheSameReport() throws {
        let schema = try Schemas.happened(
            "1: { fields: { id: uuid, text: string } }",
            "2:\n  fields: { id: uuid, number: int }\n  upcast: { number: int(old.text) }")
        let checker = CompatibilityChecker(samples: 100)
        #expect(checker.check(schema, lock: nil) == checker.check(schema, lock: nil))
    }

    @Test func aBreakFailsTheCheckAndAWarningDoesNot() throws {
        let first = "1: { fields: { id: uuid, text: string } }"
        let breaking = try Schemas.happened(
            first, "2:\n  fields: { id: uuid, number: int }\n  upcast: { number: int(old.text) }")
        let dropping = try Schemas.happened(first, "2:\n  fields: { id: uuid }\n  drop: [text]")
        let checker = CompatibilityChecker(samples: 50)
        #expect(checker.check(breaking, lock: nil).exitCode.rawValue == 1)
        #expect(checker.check(breaking, lock: nil).verdict == .breaks)
        #expect(checker.check(dropping, lock: nil).exitCode.rawValue == 0)
        #expect(checker.check(dropping, lock: nil).verdict == .warning)
        // Once it is published, the loss was accepted.
        #expect(checker.check(dropping, against: dropping).verdict == .safe)
    }

    @Test(arguments: CompatibilityRule.allCases) func rulesHaveWordsForPeople(rule: CompatibilityRule) {
        #expect(rule.title != rule.rawValue && !rule.title.hasSuffix("."))
        for text in [rule.purpose, rule.explanation, rule.advice] {
            #expect(text.hasSuffix(".") && text.first?.isUppercase == !text.hasPrefix("'"))
        }
        #expect(!rule.wrong.isEmpty && !rule.right.isEmpty && rule.wrong != rule.right)
    }

    @Test func whatIsNeverAllowedIsNotExcused() {
        for rule in CompatibilityRule.allCases {
            #expect(rule.canBeSuppressed == (rule.verdict != .error))
            #expect(!rule.canBeAcknowledged || rule.verdict.isFailure)
        }
    }
}
