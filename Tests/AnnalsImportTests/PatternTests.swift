import AnnalsImport
import AnnalsJSON
import AnnalsSchema
import AnnalsValues
import JSONTrials
import Testing

/// Patterns of ECMA-262 as ours.
@Suite struct PatternTests {
    private func imported(_ pattern: String) -> ImportedSchema {
        JSONSchemaImport.type(of: .object(["type": .string("string"), "pattern": .string(pattern)]))
    }

    private func pattern(_ result: ImportedSchema) -> String? {
        guard case .record(let fields)? = result.schema?.types.first?.versions.first?.definition,
            case .scalar(_, let constraints)? = fields.first?.type, case .pattern(let pattern)? = constraints[.pattern]
        else { return nil }
        return pattern
    }

    @Test(arguments: [
        ("^[A-Z]{3}$", "^[A-Z]{3}$"), (#"^\d{2,}\w?$"#, #"^\d{2,}\w?$"#), ("a.b", #"a[^\n\r\x{2028}\x{2029}]b"#),
        (#"\/\-"#, nil), (#"\/[\-a]"#, #"/[\-a]"#), (#"\cA\x41\u00e9"#, #"\x{1}\x{41}\x{e9}"#),
        (#"\ud83d\udc32"#, #"\x{1f432}"#), (#"\u{1F432}"#, #"\x{1f432}"#), (#"\ud83d"#, nil), ("[[a]", #"[\[a]"#),
        ("[^]", #"[\x{0}-\x{10ffff}]"#), ("[]", nil), ("a{b}", #"a\{b\}"#), ("(?<year>a)", "(a)"),
        (#"\p{Letter}"#, #"\p{L}"#), (#"\p{Script=Greek}"#, #"\p{Greek}"#), (#"\p{Emoji}"#, nil), (#"\a"#, nil),
        ("(?=a)", nil), ("(?<!a)b", nil), (#"(a)\1"#, nil), ("(?i)a", nil), ("a**", nil), ("(", nil), ("[b-a]", nil),
        (#"[\b]"#, #"[\x{8}]"#), ("a{1001}", nil),
    ])
    func translation(_ source: String, _ expected: String?) {
        let result = imported(source)
        #expect(pattern(result) == expected)
        #expect(result.isLossless == (expected != nil), "\(result.losses)")
    }

    @Test func aListOfTextsWithoutNamesIsAPatternOfThemAlone() {
        let schema = JSONValue.object(["enum": .array([.string("1+1"), .string("ü|\n"), .string("")])])
        let result = JSONSchemaImport.type(of: schema)
        #expect(pattern(result) == #"^(?:1\+1|ü\||\x{a}|)$"# || pattern(result) == #"^(?:1\+1|ü\|\x{a}|)$"#)
        #expect(result.isLossless)
    }
}
