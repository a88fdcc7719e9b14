/// Something that a JSON Schema says and that its import does not.
public struct ImportLoss: Hashable, Sendable {
    /// What the loss does to the values that are accepted.
    public enum Effect: String, Hashable, Sendable, CaseIterable {
        /// Our type accepts values that the schema refuses.
        case wider
        /// Our type refuses values that the schema accepts.
        case narrower
        /// Both, or it cannot be told.
        case different
        /// Only numbers are refused that no program of ours holds: integers beyond 64 bits, doubles beyond their range.
        case limit
        /// None: the keyword says nothing about which values are accepted.
        case annotation
    }

    /// The place of the schema that has the keyword, as a JSON Pointer; empty for the whole schema.
    public var pointer: String
    /// The keyword, such as `not`.
    public var keyword: String
    /// What happened and why, as a sentence without full stop.
    public var reason: String
    /// What it does to the values that are accepted.
    public var effect: Effect

    /// Creates a loss.
    public init(pointer: String, keyword: String, reason: String, effect: Effect) {
        self.pointer = pointer
        self.keyword = keyword
        self.reason = reason
        self.effect = effect
    }

    /// Whether other values are accepted than by the schema.
    public var changesVerdicts: Bool { effect != .annotation && effect != .limit }
}

extension ImportLoss: CustomStringConvertible {
    /// The place, the keyword, the effect and the reason.
    public var description: String { "#\(pointer): '\(keyword)' (\(effect.words)): \(reason)" }
}

extension ImportLoss.Effect {
    /// The effect in words.
    public var words: String {
        switch self {
        case .wider: "accepts more"
        case .narrower: "accepts less"
        case .different: "accepts other values"
        case .limit: "64-bit numbers"
        case .annotation: "no effect on values"
        }
    }
}

/// Losses in the order in which they were met, each once.
struct LossList {
    private(set) var all: [ImportLoss] = []
    private var seen: Set<ImportLoss> = []

    mutating func add(_ place: SchemaPlace, _ keyword: String, _ effect: ImportLoss.Effect, _ reason: String) {
        let loss = ImportLoss(pointer: place.pointer, keyword: keyword, reason: reason, effect: effect)
        if seen.insert(loss).inserted { all.append(loss) }
    }
}
