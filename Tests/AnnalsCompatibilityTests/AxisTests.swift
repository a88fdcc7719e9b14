import AnnalsCompatibility
import AnnalsSchema
import Testing

/// SOURCE and STORE, which stand beside the mode and are no findings.
@Suite struct AxisTests {
    static let first = "1: { fields: { id: uuid, size: { type: int, maximum: 10 } } }"

    private func source(_ versions: String...) throws -> [String] {
        let before = try Schemas.happened(AxisTests.first)
        let after =
            try versions.count == 1
            ? Schemas.happened(versions[0]) : Schemas.happened(versions[0], versions[1])
        let report = CompatibilityChecker(samples: 10).check(after, against: before)
        #expect(report.verdict < .breaks)
        return try #require(report.subjects.first).source
    }

    @Test(arguments: [
        ("id: uuid, size: { type: int, maximum: 20 }", []),
        ("id: uuid, size: { type: int, maximum: 10 }, note: string?", ["field `note` was added, optional"]),
        ("id: uuid, size: double", ["field `size` was int, is double"]),
        ("id: uuid, size: { type: int, default: 1 }", ["the default of field `size` is new: 1"]),
        ("id: uuid, minimum: int?, size: int", ["field `minimum` was added, optional"]),
    ]) func sourceIsWhatProgramsSee(fields: String, changes: [String]) throws {
        #expect(try source(AxisTests.first, "2: { fields: { \(fields) } }") == changes)
    }

    @Test func whatIsPublishedOrNewChangesNoSource() throws {
        #expect(try source(AxisTests.first).isEmpty)
        let schema = try Schemas.happened(AxisTests.first)
        let report = CompatibilityChecker(samples: 10).check(schema, lock: LockFile())
        #expect(report.subjects.map(\.source) == [[]])
    }

    @Test func theNewestPublishedVersionIsWhatProgramsHave() throws {
        let second = "2: { fields: { id: uuid, size: int, note: string? } }"
        let schema = try Schemas.happened(AxisTests.first, second)
        let after = try Schemas.happened(
            AxisTests.first, second, "3: { fields: { id: uuid, size: int, note: string?, more: string? } }")
        let report = CompatibilityChecker(samples: 10).check(after, against: schema)
        #expect(report.subjects.map(\.source) == [["field `more` was added, optional"]])
    }

    @Test(arguments: [
        // Programs with version 1 ask for the code, those with version 2 do not.
        (["id: uuid, code: string", "id: uuid, code: string?", "id: uuid"], 2),
        (["id: uuid", "id: uuid, note: string?", "id: uuid, note: string?, more: int?"], 1),
        (["id: uuid, size: { type: int, maximum: 9 }", "id: uuid, size: int"], 2),
        // That version 1 would read it again is of no use to those between.
        (["id: uuid", "id: uuid, note: string?", "id: uuid, note: int?"], 3),
        (["id: uuid"], 1),
    ]) func readersAreDerived(fields: [String], oldest: Int) throws {
        let versions = fields.enumerated().map { position, fields in
            let step = fields.contains("note: int?") ? ", drop: [note], upcast: { note: '3' }" : ""
            let drop = position > 0 && !fields.contains("code") ? ", drop: [code]" : ""
            return "\(position + 1): { fields: { \(fields) }\(step)\(fields == "id: uuid" ? drop : "") }"
        }
        let schema = try Schemas.load([
            SchemaSource(path: "test.yaml", text: Situation.tree(versions.joined(separator: "\n"), types: ""))
        ])
        let report = CompatibilityChecker(samples: 10).check(schema, lock: nil)
        #expect(report.subjects.map(\.readableBy) == [oldest])
    }

    @Test func rebuildsAreListedWhateverIsExcused() throws {
        let checkCase = try #require(CheckCase.all.first { $0.name == "projection.changed" })
        #expect(try checkCase.report().rebuilds == ["Summary"])
        let configuration = try PolicyTests.configuration("rules: { projection.changed: off }")
        let (before, after) = (try checkCase.schema("previous"), try checkCase.schema("current"))
        let report = CompatibilityChecker(samples: 10)
            .check(after, configuration, against: before, configuration)
        #expect(report.findings.isEmpty)
        #expect(report.rebuilds == ["Summary"])
    }
}
