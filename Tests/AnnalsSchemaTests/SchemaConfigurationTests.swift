import AnnalsDiagnostics
import AnnalsSchema
import Testing

struct SchemaConfigurationTests {
    private func load(_ text: String) -> (SchemaConfiguration?, [Diagnostic]) {
        var diagnostics = Diagnostics()
        let source = SchemaSource(path: "schemas/annals.yaml", text: text)
        return (SchemaConfiguration.load(source, diagnostics: &diagnostics), diagnostics.sorted)
    }

    @Test func readsAccessAndMode() {
        let (configuration, diagnostics) = load("access: public\ncompatibility: FULL\n")
        #expect(configuration?.access == .public)
        #expect(configuration?.compatibility == .full)
        #expect(configuration?.compatibilityLocation?.line == 2)
        #expect(diagnostics.isEmpty)
    }

    @Test func whatIsNotStatedHasADefault() {
        #expect(
            load("access: package\n").0 == SchemaConfiguration(access: .package, compatibility: .backwardTransitive))
        #expect(load("# access: public\n").0 == SchemaConfiguration())
        #expect(SchemaConfiguration() == SchemaConfiguration(access: .internal, compatibility: .backwardTransitive))
    }

    @Test(arguments: SchemaConfiguration.CompatibilityMode.allCases)
    func readsEveryMode(_ mode: SchemaConfiguration.CompatibilityMode) {
        #expect(load("compatibility: \(mode.rawValue)").0?.compatibility == mode)
    }

    @Test func readsWhichRulesAreOff() {
        let rules = load("rules: { upcast.dropped: off, upcast.custom: on }").0?.rules
        #expect(rules?.map(\.rule) == ["upcast.dropped", "upcast.custom"])
        #expect(rules?.map(\.isOn) == [false, true])
    }

    @Test(arguments: [
        ("rules: { upcast.dropped: false }", "configuration.value", "write upcast.dropped: off"),
        ("rules: [upcast.dropped]", "schema.kind", nil),
        ("access: pubic", "configuration.value", "did you mean 'public'?"),
        ("compatibility: backward", "configuration.value", "did you mean 'BACKWARD'?"),
        ("acess: public", "schema.unknown-key", "did you mean 'access'?"),
        ("outputs: []", "configuration.not-supported", nil), ("lint: []", "schema.kind", nil),
        ("lint: { description: no }", "configuration.value", "write description: off"),
        ("access: [public]", "schema.kind", nil),
        ("- access", "schema.kind", nil),
    ])
    func saysWhatIsWrong(text: String, rule: String, suggestion: String?) throws {
        let (configuration, diagnostics) = load(text)
        #expect(configuration == nil)
        #expect(diagnostics.map(\.rule) == [rule])
        #expect(diagnostics.first?.suggestion == suggestion)
        #expect(diagnostics.first?.location?.file == "schemas/annals.yaml")
    }
}
