import AnnalsEvaluation
import AnnalsExpression
import AnnalsJSON
import AnnalsValues

/// Values of the evaluator in the text that the compiled program reads and writes.
extension Value {
    /// The text; nil for what does not travel.
    var wire: String { text(sortingMaps: false) }

    /// The text with the members of maps in the order of their keys: for answers whose order does not matter.
    var unorderedWire: String { text(sortingMaps: true) }

    private func text(sortingMaps sorts: Bool) -> String {
        switch self {
        case .null: return "n"
        case .bool(let value): return value.wire
        case .int(let value): return value.wire
        case .int32(let value): return value.wire
        case .uint(let value): return value.wire
        case .double(let value): return value.wire
        case .string(let value), .uri(let value), .enumeration(let value): return value.wire
        case .bytes(let value): return UInt8.wire(value)
        case .timestamp(let value): return value.wire
        case .duration(let value): return value.wire
        case .decimal(let value): return value.wire
        case .uuid(let value): return value.wire
        case .date(let value): return value.wire
        case .json(let value): return value.text.wire
        case .list(let elements): return "[" + elements.map { $0.text(sortingMaps: sorts) }.joined() + "]"
        case .map(let members):
            let entries = zip(members.keys, members.values).map { $0.wire + $1.text(sortingMaps: sorts) }
            return "{" + (sorts ? entries.sorted() : entries).joined() + "}"
        case .record(let name, let fields):
            // In the order of the declaration: which field was given first is no part of the value.
            let declared = World.shared.fields(name).map { fields[$0.name]?.text(sortingMaps: sorts) ?? "-" }
            return "(" + declared.joined() + ")"
        case .optional(let wrapped): return wrapped.map { "!" + $0.text(sortingMaps: sorts) } ?? "?"
        }
    }

    /// The value of a text; nil for what has no form of its own in it, such as a record.
    init?(wire reader: inout WireReader) {
        switch Unicode.Scalar(reader.next) {
        case "n": _ = reader.skip("n"); self = .null
        case "T", "F": self = .bool(Bool(wire: &reader))
        case "i": self = .int(Int(wire: &reader))
        case "u": self = .uint(UInt(wire: &reader))
        case "d": self = .double(Double(wire: &reader))
        case "s": self = .string(String(wire: &reader))
        case "b": self = .bytes(reader.octets())
        case "t": self = .timestamp(Timestamp(wire: &reader))
        case "p": self = .duration(TimeSpan(wire: &reader))
        case "m": self = .decimal(DecimalNumber(wire: &reader))
        case "[":
            var elements: [Value] = []
            _ = reader.skip("[")
            while !reader.skip("]") {
                guard let element = Value(wire: &reader) else { return nil }
                elements.append(element)
            }
            self = .list(elements)
        case "{":
            var members = KeyedMap<Value, Value>()
            _ = reader.skip("{")
            while !reader.skip("}") {
                guard let key = Value(wire: &reader), let value = Value(wire: &reader) else { return nil }
                members[key] = value
            }
            self = .map(members)
        case "?": _ = reader.skip("?"); self = .optional(nil)
        case "!":
            _ = reader.skip("!")
            guard let wrapped = Value(wire: &reader) else { return nil }
            self = .optional(wrapped)
        default: return nil
        }
    }
}
