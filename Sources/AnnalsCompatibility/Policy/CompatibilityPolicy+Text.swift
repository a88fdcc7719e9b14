import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// The form of a policy in the lock file: compact JSON with sorted keys, such as
/// `{"events":{"OrderPlaced":"NONE"},"mode":"FULL","off":["upcast.dropped"]}`.
extension CompatibilityPolicy {
    /// The name of the line in the lock file.
    static let entryName = "schemas"

    /// The line of the lock file; nil for the policy that holds where there is no line.
    var entry: LockEntry? {
        guard self != CompatibilityPolicy() else { return nil }
        return LockEntry(
            kind: .policy, name: CompatibilityPolicy.entryName, version: 1, fingerprint: Fingerprint.of(text),
            upcast: nil, shape: text)
    }

    /// The form in the lock file.
    var text: String {
        var members = OrderedMap<JSONValue>()
        let events = events.sorted { $0.key < $1.key }
        if !events.isEmpty {
            var modes = OrderedMap<JSONValue>()
            for (event, mode) in events { modes[event] = .string(mode.rawValue) }
            members["events"] = .object(modes)
        }
        members["mode"] = .string(mode.rawValue)
        if !rulesOff.isEmpty { members["off"] = .array(rulesOff.sorted().map { .string($0) }) }
        return JSONValue.object(members).text
    }

    /// Reads the form in the lock file; nil for a text that is none, or has a mode that is not known.
    init?(text: String) {
        guard let json = try? JSONValue(parsing: text), case .object(let members) = json,
            let mode = members["mode"].flatMap(CompatibilityPolicy.mode)
        else { return nil }
        var events: [String: SchemaConfiguration.CompatibilityMode] = [:]
        var rulesOff: Set<String> = []
        for (key, value) in members {
            switch (key, value) {
            case ("mode", _): continue
            case ("events", .object(let modes)):
                for (event, value) in modes {
                    guard let mode = CompatibilityPolicy.mode(value) else { return nil }
                    events[event] = mode
                }
            case ("off", .array(let rules)):
                for rule in rules {
                    guard case .string(let rule) = rule else { return nil }
                    rulesOff.insert(rule)
                }
            default: return nil
            }
        }
        self.init(mode: mode, events: events, rulesOff: rulesOff)
    }

    private static func mode(_ json: JSONValue) -> SchemaConfiguration.CompatibilityMode? {
        guard case .string(let text) = json else { return nil }
        return SchemaConfiguration.CompatibilityMode(rawValue: text)
    }
}
