import AnnalsCompatibility
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

@Suite struct CheckCaseTests {
    @Test(arguments: CheckCase.all) func theReportIsAsRecorded(checkCase: CheckCase) throws {
        var sources = Dictionary(try checkCase.files("current").map { ($0.path, $0.bytes) }) { first, _ in first }
        sources["annals.lock"] = Array(try checkCase.published().utf8)
        let printer = ReportTextPrinter(ReportContext(sources: sources))
        let text = printer.text(try checkCase.report())
        #expect(text == (try checkCase.expected(recording: text)))
    }

    /// The name of a case says which rule it is about, as `rule`, `rule-why` or `rule-with-rule` for a finding that cannot
    /// be had without another one; no other rule finds anything.
    @Test(arguments: CheckCase.all) func theRuleIsTheOneOfTheName(checkCase: CheckCase) throws {
        let found = Set(try checkCase.report().findings.map(\.rule.rawValue))
        let expected = CompatibilityRule.allCases.map(\.rawValue).filter { rule in
            checkCase.name == rule || checkCase.name.hasPrefix(rule + "-") || checkCase.name.hasSuffix("-with-" + rule)
        }
        #expect(found == Set(expected))
    }

    /// Rules that no pair of schemas breaks, and where they are tested.
    private static let elsewhere: [CompatibilityRule: String] = [
        .publishedGap: "a line of the lock file is missing: LockFileTests",
        .upcastUnfinished: "time is up: SearchLimitTests",
        .lockEdited: "a line of the lock file was edited: LockFileTests",
    ]

    @Test(arguments: CompatibilityRule.allCases) func everyRuleHasACase(rule: CompatibilityRule) {
        let cases = CheckCase.all.filter { $0.name == rule.rawValue || $0.name.hasPrefix(rule.rawValue + "-") }
        #expect(cases.isEmpty == (CheckCaseTests.elsewhere[rule] != nil))
    }

    @Test(arguments: CheckCase.all) func everyWitnessShowsWhatItIsSaidToShow(checkCase: CheckCase) throws {
        let (previous, current) = (try checkCase.schema("previous"), try checkCase.schema("current"))
        for finding in try checkCase.report().findings {
            guard let witness = finding.witness else { continue }
            if finding.rule == .forwardBreaks {
                let older = try #require(current.event(witness.name)).versions.prefix(witness.version - 1)
                let validator = Validator(current)
                #expect(isValid(witness, in: current))
                #expect(older.contains { !validator.violations(of: witness.payload, as: $0).isEmpty })
                continue
            }
            guard let step = witness.step else {
                let accepts = [previous, current].map { isValid(witness, in: $0) }
                #expect(accepts[0] != accepts[1], "\(finding.message)")
                continue
            }
            #expect(isValid(witness, in: current))
            if finding.rule == .upcastMerges || finding.rule == .upcastPrecision {
                try expectLoss(finding, witness, step, current)
                continue
            }
            let failure = try #require(throws: UpcastFailure.self) {
                let metadata = Metadata(type: witness.name, version: witness.version)
                return try Upcaster(current).parts(of: StoredEvent(payload: witness.payload, metadata: metadata))
            }
            #expect((failure.from, failure.to) == (step.from, step.to))
            #expect(failure.seen == witness.seen)
        }
    }

    /// Two payloads become the same, or one number of the payload another one.
    private func expectLoss(
        _ finding: Finding, _ witness: Witness, _ step: Witness.Step, _ schema: Schema
    ) throws {
        if let twin = witness.twin {
            var other = witness
            other.payload = twin
            #expect(isValid(other, in: schema))
            #expect(!twin.isEqual(to: witness.payload))
            #expect(witness.seen != nil)
        }
        // What a type's step does is seen where an event takes it.
        guard schema.event(witness.name) != nil else { return }
        let results = try [witness.payload, witness.twin].compactMap(\.self).map {
            try Upcaster(schema).upcast($0, event: witness.name, from: step.from, to: step.to).payload
        }
        if witness.twin != nil {
            #expect(results.allSatisfy { $0 == witness.seen })
        } else {
            #expect(results.allSatisfy { !$0.isEqual(to: witness.payload) })
        }
    }

    /// Whether the payload is one that code of the schema writes at the version.
    private func isValid(_ witness: Witness, in schema: Schema) -> Bool {
        let validator = Validator(schema)
        let id = VersionedName(witness.name, witness.version)
        if let version = schema.event(id.name)?.version(id.version) {
            return validator.violations(of: witness.payload, as: version).isEmpty
        }
        if let command = schema.commands.first(where: { $0.name == id.name }) {
            return validator.violations(of: witness.payload, fields: command.fields).isEmpty
        }
        return schema.type(id) != nil && validator.violations(of: witness.payload, as: .named(id)).isEmpty
    }
}
