import AnnalsGeneration
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import JSONTrials
import PayloadTrials
import Testing

/// The exported JSON Schema says what the interpreter says, in the words of a validator that others wrote: Python's
/// `jsonschema`.
@Suite struct JSONSchemaAgreementTests {
    /// Reads lines of a schema's name, a tab and a payload; prints `1` or `0` for each, or `-` where a number is beyond what
    /// Python's floating point can say.
    private static let oracle = """
        import decimal, json, re, sys
        try:
            from jsonschema import Draft202012Validator, ValidationError, validators as library
        except ImportError:
            sys.exit(77)

        class Beyond(Exception):
            pass

        # What is whole is exact for us, however it is written.
        def number(text):
            rounded, exact = float(text), decimal.Decimal(text)
            isWhole = exact == exact.to_integral_value()
            if abs(rounded) == float("inf") or not isWhole and rounded.is_integer():
                raise Beyond
            return int(exact) if isWhole else rounded

        # Python's `$` matches before a last line feed, too; that of ECMA-262 and ours do not.
        def pattern(validator, pattern, instance, schema):
            if isinstance(instance, str):
                parts = r"\\\\.|\\[(?:\\\\.|[^\\]])*\\]|\\$"
                ecma = re.sub(parts, lambda part: r"\\Z" if part[0] == "$" else part[0], pattern)
                if not re.search(ecma, instance, re.ASCII):
                    yield ValidationError("pattern")

        Validator = library.extend(Draft202012Validator, {"pattern": pattern})
        schemas, validators = json.load(open(sys.argv[1])), {}
        for name, schema in schemas.items():
            Draft202012Validator.check_schema(schema)
            validators[name] = Validator(schema)
        for line in sys.stdin.buffer:
            name, _, payload = line.decode().rstrip("\\n").partition("\\t")
            try:
                print(1 if validators[name].is_valid(json.loads(payload, parse_float=number)) else 0)
            except (Beyond, ArithmeticError):
                print("-")
        """

    @Test(arguments: Subject.all) func verdictsAreTheSame(_ subject: Subject) throws {
        let validator = Validator(subject.schema)
        let generator = JSONSchemaGenerator(subject.schema)
        var schemas: [String] = []
        for (_, version) in subject.versions {
            schemas.append("\"\(version.id)\": \(generator.schema(of: version).text)")
        }
        var counts: [Bool?: Int] = [:]
        try PayloadRun.forEachRound(of: subject) { round in
            let input = round.map { "\($0.version.id)\t\($0.payload.text)\n" }.joined()
            guard let verdicts = try run(schemas: "{\(schemas.joined(separator: ","))}", input: input) else { return }
            try #require(verdicts.count == round.count)
            for (line, verdict) in zip(round, verdicts) {
                let violations = validator.violations(of: line.payload, as: line.version)
                let comparable = Self.comparable(verdict, violations)
                counts[comparable, default: 0] += 1
                guard let comparable else { continue }
                let isValid = violations.isEmpty
                #expect(comparable == isValid, "\(line.version.id) \(line.payload.text)")
            }
        }
        guard !counts.isEmpty else {
            print(
                "skipped: JSON Schema against Python's jsonschema, because 'python3 -m pip install jsonschema' is missing"
            )
            return
        }
        print(
            """
            \(subject): the verdicts of JSON Schema are the same: \(counts[true, default: 0]) valid, \
            \(counts[false, default: 0]) invalid, \(counts[nil, default: 0]) left out
            """)
        #expect(counts[true, default: 0] > 500 && counts[false, default: 0] > 500)
    }

    /// A verdict, unless JSON Schema lacks words for all that is violated.
    private static func comparable(_ verdict: Bool?, _ violations: [Violation]) -> Bool? {
        if violations.isEmpty { return verdict }
        for violation in violations where violation.isExported { return verdict }
        return nil
    }

    /// The verdicts of the oracle, nil where it has none; nil when it is not installed.
    private func run(schemas: String, input: String) throws -> [Bool?]? {
        let answers = try PythonOracle.answers(
            script: JSONSchemaAgreementTests.oracle, schemas: schemas, input: input)
        return answers?.map { $0 == "-" ? nil : $0 == "1" }
    }
}

extension Violation {
    /// Whether JSON Schema has words for what is violated. It has none for rules across fields and for bounds of decimals,
    /// which are strings, and its formats are remarks: the pattern beside them gives the outline, and a URI has none.
    fileprivate var isExported: Bool {
        switch keyword {
        case "rules", "format": false
        case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf": !value.hasPrefix("\"")
        default: true
        }
    }
}
