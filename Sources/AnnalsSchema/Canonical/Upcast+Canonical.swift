import AnnalsExpression
import AnnalsJSON

extension Upcast {
    /// The meaning of the step as text: the same for the same expressions and derivations.
    public var canonicalText: String {
        switch body {
        case .custom: return "custom"
        case .fields(let fields):
            return fields.sorted { $0.field < $1.field }.map { "\($0.field)=\($0.source.canonicalText)" }.joined(
                separator: ";")
        // Values that stay what they are say nothing.
        case .values(let values):
            return values.filter { $0.old != $0.new }.map { "\($0.old)>\($0.new)" }.sorted().joined(separator: ";")
        case .tags(let tags):
            return tags.sorted { $0.tag < $1.tag }.map { "\($0.tag):\($0.conversion.canonicalText)" }
                .joined(separator: ";")
        case .whole(let source): return source.canonicalText
        }
    }

    /// The fingerprint of the step.
    public var fingerprint: String { Fingerprint.of(canonicalText) }
}

extension Conversion {
    /// Written out rather than described by the compiler: a lock file keeps the fingerprint for years.
    fileprivate var canonicalText: String {
        switch self {
        case .identity: "same"
        case .int32ToInt: "int32>int"
        case .intToDouble: "int>double"
        case .int32ToDouble: "int32>double"
        case .wrap(let inner): "optional(\(inner.canonicalText))"
        case .wrapped(let inner): "\(inner.canonicalText)?"
        case .elements(let inner): "list<\(inner.canonicalText)>"
        case .mapValues(let inner): "map<\(inner.canonicalText)>"
        case .upcast(let from, let to): "\(from)>\(to)"
        }
    }
}

extension ValueSource {
    var canonicalText: String {
        switch self {
        case .expression(let expression): "expression:\(expression.canonicalText)"
        case .custom: "custom"
        case .field(let conversion): "field:\(conversion.canonicalText)"
        case .fieldOrDefault(let conversion, let value): "field:\(conversion.canonicalText) or \(value.text)"
        case .defaultValue(let value): "default:\(value.text)"
        case .absent: "absent"
        }
    }
}
