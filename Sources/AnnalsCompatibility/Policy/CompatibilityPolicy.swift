public import AnnalsDiagnostics
public import AnnalsSchema

/// What the changes of a set of schemas are held to: the modes, and the rules that are switched off.
public struct CompatibilityPolicy: Hashable, Sendable {
    /// The mode of events that state none.
    public var mode: SchemaConfiguration.CompatibilityMode
    /// The modes of events that state another one.
    public var events: [String: SchemaConfiguration.CompatibilityMode]
    /// The ids of the rules that are switched off; of rules of other versions of annals too.
    public var rulesOff: Set<String>

    /// Creates a policy; without arguments, what holds where nothing is stated.
    public init(
        mode: SchemaConfiguration.CompatibilityMode = SchemaConfiguration().compatibility,
        events: [String: SchemaConfiguration.CompatibilityMode] = [:], rulesOff: Set<String> = []
    ) {
        self.mode = mode
        self.events = events.filter { $0.value != mode }
        self.rulesOff = rulesOff
    }

    /// The policy of a schema with its configuration.
    public init(_ schema: Schema, _ configuration: SchemaConfiguration) {
        self.init(
            mode: configuration.compatibility,
            events: schema.events.reduce(into: [:]) { $0[$1.name] = $1.compatibility },
            rulesOff: Set(configuration.rules.filter { !$0.isOn }.map(\.rule)))
    }

    /// The mode of an event.
    public func mode(_ event: String) -> SchemaConfiguration.CompatibilityMode { events[event] ?? mode }

    /// Reports what a configuration says under `rules:` of rules that do not exist or cannot be switched off.
    public static func check(_ configuration: SchemaConfiguration, diagnostics: inout Diagnostics) {
        for setting in configuration.rules {
            guard let rule = CompatibilityRule(rawValue: setting.rule) else {
                diagnostics.error(
                    "configuration.value", "'annals check' has no rule '\(setting.rule)'", at: setting.location,
                    suggestion: CompatibilityRule.suggestion(for: setting.rule))
                continue
            }
            if !setting.isOn, !rule.canBeSuppressed {
                diagnostics.error(
                    "configuration.value",
                    "'\(setting.rule)' is about what is never allowed and cannot be switched off",
                    at: setting.location, suggestion: "'annals explain \(setting.rule)' says why")
            }
        }
    }
}
