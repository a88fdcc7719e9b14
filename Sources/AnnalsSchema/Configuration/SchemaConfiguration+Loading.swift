public import AnnalsDiagnostics
import AnnalsYAML

extension SchemaConfiguration {
    /// What a later version of the language reads here.
    private static let later = ["rules", "outputs", "codable"]

    /// Reads `annals.yaml`.
    ///
    /// - Returns: The configuration; nil when there was an error, which was reported.
    public static func load(_ source: SchemaSource, diagnostics: inout Diagnostics) -> SchemaConfiguration? {
        var own = Diagnostics()
        var configuration = SchemaConfiguration()
        if let node = YAMLLoader.load(source.bytes, file: source.path, diagnostics: &own),
            let reader = MappingReader(node, "the configuration", &own)
        {
            for entry in reader.all where later.contains(entry.key.text) {
                own.error(
                    "configuration.not-supported", "'\(entry.key.text)' is not yet supported in the configuration",
                    at: entry.key.location)
            }
            reader.allow(["access", "compatibility", "lint"] + reader.all.map(\.key.text).filter(later.contains), &own)
            configuration.access = choice("access", reader, configuration.access, &own)
            configuration.compatibility = choice("compatibility", reader, configuration.compatibility, &own)
            configuration.lint = lint(reader, &own)
        }
        // A file of comments states nothing, and that is fine here.
        if own.all.map(\.rule) == ["yaml.empty"] { return configuration }
        for diagnostic in own.all { diagnostics.report(diagnostic) }
        return own.hasErrors ? nil : configuration
    }

    /// `lint: { description: off }`.
    private static func lint(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> [LintSetting] {
        guard let node = reader["lint"], let rules = MappingReader(node, "'lint'", &diagnostics) else { return [] }
        return rules.all.compactMap { entry in
            guard case .scalar(let scalar) = entry.value, scalar.text == "on" || scalar.text == "off" else {
                diagnostics.error(
                    "configuration.value", "a rule of 'lint' is on or off", at: entry.value.location,
                    suggestion: "write \(entry.key.text): off")
                return nil
            }
            return LintSetting(rule: entry.key.text, isOn: scalar.text == "on", location: entry.key.location)
        }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ reader: MappingReader, _ standard: Choice, _ diagnostics: inout Diagnostics
    ) -> Choice {
        guard let scalar = reader.scalar(key, &diagnostics) else { return standard }
        if let choice = Choice(rawValue: scalar.text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        diagnostics.error(
            "configuration.value",
            "'\(scalar.text)' is no value of '\(key)'; expected one of \(known.joined(separator: ", "))",
            at: scalar.location,
            suggestion: Suggestion.closest(to: scalar.text, in: known).map { "did you mean '\($0)'?" })
        return standard
    }
}
