import AnnalsCompatibility
import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import Testing

@Suite struct SuppressionTests {
    static let place = AnnalsDiagnostics.SourceLocation(file: "test.yaml", line: 1, column: 1)

    /// `Happened` with a version that drops a field, and these suppressions.
    private func schema(_ suppressions: Suppression...) throws -> Schema {
        var schema = try Schemas.happened(
            "1: { fields: { id: uuid, text: string } }", "2: { fields: { id: uuid }, drop: [text] }")
        schema.events[0].suppressions = suppressions
        return schema
    }

    private func suppression(version: Int? = nil, until: String? = nil, column: Int = 1) -> Suppression {
        var place = SuppressionTests.place
        place.column = column
        return Suppression(
            rule: "upcast.dropped", version: version, reason: "Nobody ever wrote it.",
            until: until.flatMap { CalendarDate($0) }, location: place)
    }

    private func check(_ schema: Schema, today: String? = nil) -> CompatibilityReport {
        CompatibilityChecker(samples: 10, today: today.flatMap { CalendarDate($0) }).check(schema, lock: nil)
    }

    @Test func whatIsExcusedIsCountedAndKeptWithItsReason() throws {
        let report = check(try schema(suppression(until: "2027-01-31")))
        #expect(report.findings.isEmpty)
        #expect(report.verdict == .safe)
        #expect(report.subjects.map(\.verdict) == [.safe])
        #expect(report.suppressed.map(\.finding.rule) == [.upcastDropped])
        #expect(report.summary.hasPrefix("compatible with 1 suppressed: "))
        guard case .object(let json) = ReportJSONPrinter(ReportContext()).value(report),
            case .array(let listed) = json["suppressed"],
            case .object(let members) = listed.first
        else {
            Issue.record("nothing is listed")
            return
        }
        #expect(listed.count == 1)
        #expect(members["finding"]?["rule"] == .string("upcast.dropped"))
        #expect(members["reason"] == .string("Nobody ever wrote it."))
        #expect(members["until"] == .string("2027-01-31"))
    }

    @Test(arguments: [(1, false), (2, true), (3, false)]) func aVersionIsTheOneOfTheFinding(
        version: Int, isExcused: Bool
    ) throws {
        let rules = check(try schema(suppression(version: version))).findings.map(\.rule)
        #expect(rules == (isExcused ? [] : [.upcastDropped, .suppressionUnused]))
    }

    @Test(arguments: [
        ("2026-11-23", false), ("2026-11-24", false), ("2026-11-25", true), ("2027-01-01", true),
    ]) func theLastDayCounts(today: String, isExpired: Bool) throws {
        let rules = check(try schema(suppression(until: "2026-11-24")), today: today).findings.map(\.rule)
        #expect(rules == (isExpired ? [.suppressionExpired, .upcastDropped] : []))
    }

    @Test func withoutADayNothingExpires() throws {
        #expect(check(try schema(suppression(until: "0001-01-01"))).findings.isEmpty)
    }

    @Test func ofTwoThatExcuseTheSameTheSecondIsUnused() throws {
        let report = check(try schema(suppression(), suppression(column: 2)))
        #expect(report.findings.map(\.rule) == [.suppressionUnused])
        #expect(report.findings.map(\.location?.column) == [2])
    }

    @Test func oneThatHoldsStandsInForOneThatHasEnded() throws {
        let report = check(
            try schema(suppression(until: "2020-01-01"), suppression(column: 2)), today: "2026-11-24")
        #expect(report.suppressed.map(\.suppression.location.column) == [2])
        #expect(report.findings.map(\.rule) == [.suppressionExpired])
    }

    @Test func aRuleThatIsOffLeavesItsSuppressionUnused() throws {
        let configuration = try PolicyTests.configuration("rules: { upcast.dropped: off }")
        let report = CompatibilityChecker(samples: 10).check(try schema(suppression()), configuration, lock: nil)
        #expect(report.findings.map(\.rule) == [.suppressionUnused])
        #expect(report.suppressed.isEmpty)
    }

    @Test func readModelsAndTypesHaveSuppressionsToo() throws {
        var schema = try Schemas.examples()
        let projection = schema.projections[0].name
        schema.projections[0].suppressions = [
            Suppression(rule: "projection.changed", reason: "Rebuilt each night.", location: SuppressionTests.place)
        ]
        schema.types[0].suppressions = [
            Suppression(rule: "upcast.fails", reason: "Never.", location: SuppressionTests.place)
        ]
        let locked = LockFile(publishing: schema).entries.map { entry in
            var entry = entry
            if entry.kind == .projection, entry.name == projection {
                entry.fingerprint = String(repeating: "0", count: 32)
            }
            return entry
        }
        let report = CompatibilityChecker(samples: 10).check(schema, lock: LockFile(locked))
        #expect(report.suppressed.map(\.finding.subject) == [projection])
        #expect(report.findings.map(\.subject) == [schema.types[0].name])
        #expect(report.findings.map(\.rule) == [.suppressionUnused])
    }
}
