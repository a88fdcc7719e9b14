/// The values that a JSON Schema accepts, kind by kind: the keywords of JSON Schema each speak of one kind of value, and
/// say nothing about the others.
struct ValueSet: Hashable {
    /// The kinds of JSON values.
    enum Kind: String, CaseIterable {
        case null, boolean, number, string, array, object
    }

    var null = true
    var booleans: Set<Bool> = [true, false]
    var numbers: NumberSet? = NumberSet()
    var strings: StringSet? = StringSet()
    var arrays: ArraySet? = ArraySet()
    var objects: ObjectSet? = ObjectSet()

    /// Every value.
    static let any = ValueSet()
    /// No value.
    static let none = ValueSet(null: false, booleans: [], numbers: nil, strings: nil, arrays: nil, objects: nil)

    /// The kinds that have a value.
    var kinds: [Kind] { Kind.allCases.filter(has) }

    /// Whether there is a value of a kind.
    func has(_ kind: Kind) -> Bool {
        switch kind {
        case .null: null
        case .boolean: !booleans.isEmpty
        case .number: numbers != nil
        case .string: strings != nil
        case .array: arrays != nil
        case .object: objects != nil
        }
    }

    /// Whether all values of a kind are in it.
    func isFull(_ kind: Kind) -> Bool {
        switch kind {
        case .null: null
        case .boolean: booleans.count == 2
        case .number: numbers?.isFull ?? false
        case .string: strings?.isFull ?? false
        case .array: arrays?.isFull ?? false
        case .object: objects?.isFull ?? false
        }
    }

    /// Whether it is every value.
    var isFull: Bool { Kind.allCases.allSatisfy(isFull) }

    /// Removes all values of a kind.
    mutating func remove(_ kind: Kind) {
        switch kind {
        case .null: null = false
        case .boolean: booleans = []
        case .number: numbers = nil
        case .string: strings = nil
        case .array: arrays = nil
        case .object: objects = nil
        }
    }

    /// What is in both.
    func intersection(_ other: ValueSet) -> ValueSet {
        ValueSet(
            null: null && other.null, booleans: booleans.intersection(other.booleans),
            numbers: both(numbers, other.numbers) { $0.intersection($1) },
            strings: both(strings, other.strings) { $0.intersection($1) },
            arrays: both(arrays, other.arrays) { $0.intersection($1) },
            objects: both(objects, other.objects) { $0.intersection($1) })
    }

    /// What is in either, and the kinds of which it is more than that.
    func union(_ other: ValueSet) -> (set: ValueSet, inexact: [Kind]) {
        var inexact: [Kind] = []
        func either<Part>(_ own: Part?, _ other: Part?, _ kind: Kind, _ union: (Part, Part) -> (Part, Bool)) -> Part? {
            guard let own, let other else { return own ?? other }
            let (result, isExact) = union(own, other)
            if !isExact { inexact.append(kind) }
            return result
        }
        let result = ValueSet(
            null: null || other.null, booleans: booleans.union(other.booleans),
            numbers: either(numbers, other.numbers, .number) { $0.union($1) },
            strings: either(strings, other.strings, .string) { $0.union($1) },
            arrays: either(arrays, other.arrays, .array) { $0.union($1) },
            objects: either(objects, other.objects, .object) { ($0.union($1), true) })
        return (result, inexact)
    }

    private func both<Part>(_ own: Part?, _ other: Part?, _ intersection: (Part, Part) -> Part?) -> Part? {
        guard let own, let other else { return nil }
        return intersection(own, other)
    }
}
