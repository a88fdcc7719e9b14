public import AnnalsDiagnostics
import AnnalsYAML

extension SchemaConfiguration {
    /// What a later version of the language reads here.
    private static let later = ["outputs", "codable"]

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
            reader.allow(
                ["access", "compatibility", "lint", "rules"] + reader.all.map(\.key.text).filter(later.contains), &own)
            configuration.access = choice("access", reader, configuration.access, &own)
            configuration.compatibility = choice("compatibility", reader, configuration.compatibility, &own)
            configuration.compatibilityLocation = reader["compatibility"]?.location
            configuration.lint = settings("lint", reader, &own)
            configuration.rules = settings("rules", reader, &own)
        }
        // A file of comments states nothing, and that is fine here.
        if own.all.map(\.rule) == ["yaml.empty"] { return configuration }
        for diagnostic in own.all { diagnostics.report(diagnostic) }
        return own.hasErrors ? nil : configuration
    }

    /// `lint: { description: off }`, and the same for `rules`.
    private static func settings(
        _ key: String, _ reader: MappingReader, _ diagnostics: inout Diagnostics
    ) -> [RuleSetting] {
        guard let node = reader[key], let rules = MappingReader(node, "'\(key)'", &diagnostics) else { return [] }
        return rules.all.compactMap { entry in
            guard case .scalar(let scalar) = entry.value, scalar.text == "on" || scalar.text == "off" else {
                diagnostics.error(
                    "configuration.value", "a rule of '\(key)' is on or off", at: entry.value.location,
                    suggestion: "write \(entry.key.text): off")
                return nil
            }
            return RuleSetting(rule: entry.key.text, isOn: scalar.text == "on", location: entry.key.location)
        }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ reader: MappingReader, _ standard: Choice, _ diagnostics: inout Diagnostics
    ) -> Choice {
        reader.choice(key, rule: "configuration.value", &diagnostics) ?? standard
    }
}
