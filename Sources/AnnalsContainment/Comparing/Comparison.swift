import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Decides whether a reader's type takes every value that a writer's type has.
///
/// It goes down both types at once. At the leaves, sets of numbers and texts are compared; on the way back up, a value that
/// is refused gets the smallest surroundings. A pair of named types that is met again inside itself is taken as contained:
/// if it were not, there would be a smallest value that shows it, found without going round.
struct Comparison: Sendable {
    let writer: PayloadWriter
    let reader: PayloadReader
    var smallest: SmallestValues
    /// Whether types that are the same on both sides need no look.
    private let isSame: Bool

    private struct Pair: Hashable {
        var writer: VersionedName
        var reader: VersionedName
    }
    private var known: [Pair: Outcome] = [:]
    /// The pairs that are known to be contained, in the order in which they were met. Those that were met inside an open
    /// pair may rest on it.
    private var contained: [Pair] = []

    /// - Parameter isSameSchema: Whether names mean the same on both sides.
    init(_ writer: PayloadWriter, _ reader: PayloadReader, isSameSchema: Bool) {
        self.writer = writer
        self.reader = reader
        smallest = SmallestValues(writer)
        isSame =
            isSameSchema && !(writer.addsUnknownFields && reader.refusesUnknownFields)
            && !(writer.writesNullForAbsent && reader.refusesNullForAbsent)
    }

    /// Compares two types.
    mutating func compare(_ writerType: ValueType, _ readerType: ValueType) -> Outcome {
        if isSame, writerType == readerType { return .contained }
        let target = reader.index.resolved(readerType)
        switch (writer.index.resolved(writerType), target) {
        case (_, .scalar(.json, _)): return .contained
        case (.scalar(.json, _), _): return anyJSON(target)
        case (.optional(let wrapped), .optional(let inner)): return compare(wrapped, inner)
        case (.optional(let wrapped), _):
            var outcome = Outcome.broken(.null)
            outcome.add(compare(wrapped, target))
            return outcome
        case (let source, .optional(let inner)): return compare(source, inner)
        case (.list(let element, let constraints), .list(let other, let others)):
            return lists(element, constraints, other, others)
        case (.map(let value, let constraints), _): return map(value, constraints, target)
        case (.named(let source), .named(let target)): return named(source, target)
        case (.named(let source), _): return named(source, target)
        case (let source, _): return leaves(source, target)
        }
    }

    /// Compares a type with an object.
    mutating func compare(_ writerType: ValueType, _ target: ObjectView) -> Outcome {
        let source = writer.index.resolved(writerType)
        guard case .named(let name) = source, let version = writer.index.type(name),
            case .record(let fields) = version.definition
        else { return mismatch(source) }
        return object(ObjectView(fields: fields, rules: version.rules), target)
    }

    /// A value that is no value of the reader's type, whatever it is.
    mutating func mismatch(_ type: ValueType) -> Outcome { .refused(smallest.value(type)) }

    /// Whether the reader refuses a value.
    func isRefused(_ value: JSONValue, by type: ValueType) -> Bool {
        !reader.validator.violations(of: value, as: type).isEmpty
    }

    /// One value of each kind.
    static let kinds: [JSONValue] = [.null, .bool(false), .integer(0), .string(""), .array([]), .object([:])]

    private func anyJSON(_ target: ValueType) -> Outcome {
        Comparison.kinds.first { isRefused($0, by: target) }.map { .broken($0) } ?? .contained
    }

    // MARK: - Named types

    private mutating func named(_ source: VersionedName, _ target: VersionedName) -> Outcome {
        let pair = Pair(writer: source, reader: target)
        if let known = known[pair] { return known }
        let start = contained.count
        known[pair] = .contained
        contained.append(pair)
        let outcome = named(source, .named(target))
        if !outcome.isContained {
            // What was shown on the strength of this pair is open again.
            for pair in contained[start...] { known[pair] = nil }
            contained.removeSubrange(start...)
            known[pair] = outcome
        }
        return outcome
    }

    private mutating func named(_ source: VersionedName, _ target: ValueType) -> Outcome {
        guard let version = writer.index.type(source) else { return .contained }
        switch version.definition {
        case .record(let fields): return object(ObjectView(fields: fields, rules: version.rules), target)
        case .union(let union): return self.union(union, target)
        case .enumeration, .alias: return leaves(.named(source), target)
        }
    }

    // MARK: - Leaves

    private mutating func leaves(_ source: ValueType, _ target: ValueType) -> Outcome {
        if let texts = texts(source, writer.index) {
            guard let others = self.texts(target, reader.index) else { return mismatch(source) }
            return texts.relation(to: others) { !isRefused(.string($0), by: target) }
        }
        switch (source, target) {
        case (.scalar(.bool, _), .scalar(.bool, _)): return .contained
        case (.scalar(let own, let constraints), .scalar(let other, let others)):
            guard own != .decimal, other != .decimal, let numbers = NumberType(own, constraints),
                let taken = NumberType(other, others)
            else { return mismatch(source) }
            return numbers.outcome(in: taken)
        default: return mismatch(source)
        }
    }

    private func texts(_ type: ValueType, _ index: ShapeIndex) -> TextSet? {
        switch type {
        case .scalar(let scalar, let constraints): return TextSet(scalar, constraints)
        case .named(let name):
            guard case .enumeration(let enumeration)? = index.type(name)?.definition else { return nil }
            return TextSet(enumeration)
        default: return nil
        }
    }
}

extension NumberType {
    /// The relation to another type as an outcome.
    func outcome(in other: NumberType) -> Outcome {
        if scalar == other.scalar, constraints == other.constraints { return .contained }
        switch relation(to: other) {
        case .contained: return .contained
        case .broken(let number): return json(number).map { .broken($0) } ?? .contained
        case .unknown:
            return isEmpty ? .contained : .unknown("the bounds of the numbers are too close to the limits of doubles")
        }
    }
}
