import AnnalsDiagnostics
import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Makes our types out of sets of values.
///
/// Objects become structs with a name each. What is in them is read later, one after the other, so that an object can have
/// another of its own kind in it.
struct TypeBuilder {
    struct PendingRecord {
        var position: Int
        var set: ObjectSet
    }

    var evaluator: SchemaEvaluator
    var declarations: [ImportedDeclaration] = []
    var names: TypeNames
    var aggregates: ImportedAggregates
    /// The names of what was declared, by the places that say what it is.
    var declared: [DeclarationKey: String] = [:]
    var pending: [PendingRecord] = []
    var conventions = Conventions()
    /// What is being built in lists and maps, from the outside in.
    private var path: [[SchemaPlace]] = []

    /// How deep lists and maps may nest in one another.
    private static let maximumDepth = 12

    struct DeclarationKey: Hashable {
        var kind: ValueSet.Kind
        var places: Set<SchemaPlace>
    }

    /// - Parameters:
    ///   - names: The names that other files have taken.
    ///   - aggregates: The aggregates of other files.
    init(_ evaluator: SchemaEvaluator, _ names: TypeNames, _ aggregates: ImportedAggregates) {
        self.evaluator = evaluator
        self.names = names
        self.aggregates = aggregates
    }

    /// The type of the values that all places accept; nil when there is none.
    ///
    /// - Parameter hint: The words that a name begins with where one is needed.
    mutating func value(_ places: [SchemaPlace], hint: String) -> ImportedValue? {
        guard let first = places.first else { return ImportedValue(type: .json) }
        guard path.count < TypeBuilder.maximumDepth, !path.contains(places) else {
            evaluator.losses.add(
                first, "items", .wider,
                path.contains(places)
                    ? "lists and maps are of themselves here, and only structs can be"
                    : "lists nest deeper than 12 levels")
            return ImportedValue(type: .json)
        }
        path.append(places)
        defer { path.removeLast() }
        var set = evaluator.evaluate(places)
        if set.isFull { return ImportedValue(type: .json) }
        let isNullable = set.null
        set.remove(.null)
        guard let kind = kind(of: set, isNullable: isNullable, first) else {
            if isNullable {
                evaluator.losses.add(first, "type", .wider, "null alone is no type, so any JSON is accepted")
                return ImportedValue(type: .json)
            }
            return set.kinds.isEmpty ? nil : ImportedValue(type: .json)
        }
        let isSure = set.kinds == [kind]
        let type = type(kind, set, first, hint)
        // What is only supposed to be of the kind may be nothing of it.
        guard let type else { return isNullable || !isSure ? ImportedValue(type: .json) : nil }
        return ImportedValue(type: type, isNullable: isNullable && isSure)
    }

    /// The one kind of all values, or the one that is meant where no type is given.
    private mutating func kind(of set: ValueSet, isNullable: Bool, _ place: SchemaPlace) -> ValueSet.Kind? {
        if set.kinds.count <= 1 { return set.kinds.first }
        let constrained = set.kinds.filter { !set.isFull($0) }
        if set.kinds.count == 5, isNullable, constrained.count == 1, let kind = constrained.first {
            evaluator.losses.add(
                place, "type", .narrower,
                "no type is given, and the keywords are about \(kind.rawValue)s, so other values are refused")
            return kind
        }
        let kinds = set.kinds.map { "\($0.rawValue)s" }.joined(separator: " and ")
        evaluator.losses.add(place, "type", .wider, "no type has \(kinds), so any JSON is accepted")
        return nil
    }

    private mutating func type(_ kind: ValueSet.Kind, _ set: ValueSet, _ place: SchemaPlace, _ hint: String)
        -> ValueType?
    {
        switch kind {
        case .null: return nil
        case .boolean:
            if set.booleans.count == 1 {
                evaluator.losses.add(
                    place, "const", .wider, "a bool is true or false, and no type has one of them alone")
            }
            return .scalar(.bool, Constraints())
        case .number: return set.numbers.flatMap { number($0, place, hint) }
        case .string: return set.strings.flatMap { text($0, place, hint) }
        case .array: return set.arrays.flatMap { list($0, place, hint) }
        case .object: return set.objects.flatMap { object($0, place, hint) }
        }
    }

    // MARK: - Lists and maps

    private mutating func list(_ set: ArraySet, _ place: SchemaPlace, _ hint: String) -> ValueType? {
        var constraints = Constraints()
        if let count = set.minItems, count > 0 { constraints[.minItems] = .count(count) }
        if let count = set.maxItems { constraints[.maxItems] = .count(count) }
        if set.isUnique { constraints[.uniqueItems] = .flag }
        guard let item = value(set.items, hint: TypeNames.singular(hint)) else {
            // No element fits, so there is none.
            if set.minItems ?? 0 > 0 { return nil }
            constraints[.maxItems] = .count(0)
            return .list(.json, constraints)
        }
        return .list(item.element, constraints)
    }

    /// A map, for objects that have no fields; nil when no object fits.
    mutating func map(_ set: ObjectSet, _ hint: String) -> ValueType? {
        var constraints = Constraints()
        if let count = set.minProperties, count > 0 { constraints[.minProperties] = .count(count) }
        if let count = set.maxProperties { constraints[.maxProperties] = .count(count) }
        guard let value = value(set.additional, hint: TypeNames.singular(hint)) else {
            if set.minProperties ?? 0 > 0 { return nil }
            constraints[.maxProperties] = .count(0)
            return .map(.json, constraints)
        }
        return .map(value.element, constraints)
    }

    // MARK: - Names

    /// Declares a type for the places that say what it is, or finds it.
    mutating func declare(
        _ kind: ValueSet.Kind, _ origins: [SchemaPlace], hint: String, _ definition: TypeDefinition
    ) -> (name: String, position: Int, isNew: Bool) {
        let key = DeclarationKey(kind: kind, places: Set(origins))
        if !origins.isEmpty, let name = declared[key] { return (name, 0, false) }
        let name = names.next(origins.definitionName ?? hint)
        declared[key] = name
        let description = origins.count == 1 ? origins.first?.description : nil
        declarations.append(ImportedDeclaration(name: name, description: description, definition: definition))
        return (name, declarations.count - 1, true)
    }
}

extension ImportedValue {
    /// The type of an element of a list or map.
    var element: ValueType { isNullable ? .optional(type) : type }
}

extension ValueType {
    /// Any JSON.
    static var json: ValueType { .scalar(.json, Constraints()) }
}

extension [SchemaPlace] {
    /// The name under which the one place stands in the definitions of the document.
    var definitionName: String? {
        guard count == 1, let pointer = first?.pointer else { return nil }
        let parts = pointer.split(separator: "/")
        guard parts.count == 2, parts[0] == "$defs" || parts[0] == "definitions" else { return nil }
        // Exported names have the version behind them.
        return parts[1].split(separator: ".").prefix { $0.first != "v" || Int($0.dropFirst()) == nil }
            .joined(separator: ".")
    }
}

extension SchemaPlace {
    /// What the schema says about itself.
    var description: String? { text("description") ?? text("title") }
}
