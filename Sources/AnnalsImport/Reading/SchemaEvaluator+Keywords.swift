import AnnalsJSON
import AnnalsPattern
import AnnalsValues

/// The values that one place accepts by its own keywords, without references and choices.
extension SchemaEvaluator {
    mutating func own(_ place: SchemaPlace) -> ValueSet {
        switch place.schema {
        case .bool(true): return .any
        case .bool(false): return .none
        case .object(let members):
            if let own = own(declaredIn: place) { return own }
            for key in members.keys { report(key, place) }
            var result = types(place)
            result = result.intersection(ValueSet(numbers: numbers(place)))
            result = result.intersection(ValueSet(strings: strings(place)))
            result = result.intersection(ValueSet(arrays: arrays(place)))
            result = result.intersection(ValueSet(objects: objects(place)))
            return result.intersection(constants(place))
        default:
            error(place, "", "a schema is an object, true or false; found \(place.schema.typeName.withArticle)")
            return .any
        }
    }

    /// What our own export has said in our words, which the others beside it only come close to.
    private mutating func own(declaredIn place: SchemaPlace) -> ValueSet? {
        guard let value = place.schema["x-annals-type"] else { return nil }
        guard let own = OwnType(value), let kind = own.kind, types(place).has(kind) else {
            losses.add(place, "x-annals-type", .annotation, "this is no type of ours, or not one of these values")
            return nil
        }
        var result = ValueSet.none
        if kind == .number { result.numbers = NumberSet(own: own, origins: [place]) }
        if kind == .string { result.strings = StringSet(own: own, origins: [place]) }
        return result
    }

    private mutating func report(_ key: String, _ place: SchemaPlace) {
        guard let keyword = SchemaKeyword(rawValue: key) else {
            return losses.add(place, key, .annotation, "this is no keyword of JSON Schema")
        }
        switch keyword.role {
        case .read, .silent: break
        case .annotation(let reason): losses.add(place, key, .annotation, reason)
        case .unsupported(let reason):
            if !keyword.isIdle(in: place) { losses.add(place, key, .wider, reason) }
        }
    }

    // MARK: - Kinds and constants

    private mutating func types(_ place: SchemaPlace) -> ValueSet {
        var names: [String] = []
        switch place.schema["type"] {
        case nil: return .any
        case .string(let name)?: names = [name]
        case .array(let list)?: names = list.map(\.plainText)
        case let other?:
            error(place, "type", "'type' is a name or a list of names; found \(other.typeName.withArticle)")
        }
        var result = ValueSet.none
        for name in names {
            if name == "integer" {
                if result.numbers == nil { result.numbers = NumberSet(isInteger: true, origins: [place]) }
            } else if let kind = ValueSet.Kind(rawValue: name) {
                result = result.union(ValueSet(only: kind)).set
            } else {
                let known = ValueSet.Kind.allCases.map(\.rawValue) + ["integer"]
                error(place, "type", "there is no type '\(name)'; there is \(known.joined(separator: ", "))")
                return .any
            }
        }
        return result
    }

    private mutating func constants(_ place: SchemaPlace) -> ValueSet {
        var result = ValueSet.any
        if let value = place.schema["const"] { result = constant(value, place, "const") }
        guard let list = place.schema["enum"] else { return result }
        guard case .array(let values) = list else {
            error(place, "enum", "'enum' is a list of values; found \(list.typeName.withArticle)")
            return result
        }
        var union = ValueSet.none
        for (index, value) in values.enumerated() {
            union = union.union(constant(value, place, "enum", index)).set
        }
        return result.intersection(union)
    }

    /// The one value. Arrays and objects are said as schemas.
    private mutating func constant(_ value: JSONValue, _ place: SchemaPlace, _ keyword: String, _ index: Int = 0)
        -> ValueSet
    {
        var result = ValueSet.none
        switch value {
        case .null: result.null = true
        case .bool(let flag): result.booleans = [flag]
        case .string(let text): result.strings = StringSet(values: [text], origins: [place])
        case .number(let number):
            guard let decimal = number.decimal, decimal.description.utf8.count <= 40 else {
                losses.add(place, keyword, .wider, "a bound has at most 40 characters")
                return ValueSet(only: .number)
            }
            result.numbers = NumberSet(values: [decimal], origins: [place])
        case .array, .object:
            guard let schema = value.asSchema else {
                losses.add(place, keyword, .wider, "no list of ours has other elements at each place")
                return ValueSet(only: .array)
            }
            return evaluate([place.inner(schema, keyword, "\(index)")])
        }
        return result
    }

    // MARK: - Numbers and strings

    private mutating func numbers(_ place: SchemaPlace) -> NumberSet? {
        var set = NumberSet()
        for keyword in NumberSet.bounds {
            guard let value = place.schema[keyword] else { continue }
            guard case .number(let number) = value else {
                let isDraft4 = value.typeName == "boolean" && keyword.hasPrefix("exclusive")
                error(
                    place, keyword, "'\(keyword)' is a number; found \(value.text)",
                    isDraft4
                        ? "this is draft 4: write the bound itself under '\(keyword)' and leave the other one out" : nil
                )
                continue
            }
            guard let decimal = number.decimal, decimal.description.utf8.count <= 40 else {
                losses.add(place, keyword, .wider, "a bound has at most 40 characters")
                continue
            }
            set.setBound(keyword, decimal)
        }
        if let value = place.schema["multipleOf"] {
            if case .number(let number) = value, let divisor = number.decimal, divisor > .zero {
                if divisor.digitCount <= 18, divisor.description.utf8.count <= 40 {
                    set.divisors = [divisor]
                } else {
                    losses.add(place, "multipleOf", .wider, "a divisor has at most 18 digits")
                }
            } else {
                error(place, "multipleOf", "'multipleOf' is a number above zero; found \(value.text)")
            }
        }
        if let format = place.text("format"), NumberSet.formats.contains(format) { set.format = format }
        guard !set.isFull else { return set }
        set.origins = [place]
        return set.isEmpty ? nil : set
    }

    private mutating func strings(_ place: SchemaPlace) -> StringSet? {
        var set = StringSet()
        set.minLength = count("minLength", place).flatMap { $0 == 0 ? nil : $0 }
        set.maxLength = count("maxLength", place)
        if let value = place.schema["pattern"] {
            if case .string(let source) = value {
                do throws(UntranslatablePattern) {
                    set.patterns = [try RE2Pattern.translated(source)]
                } catch {
                    losses.add(place, "pattern", .wider, "\(error.reason), so the text is not matched")
                }
            } else {
                error(place, "pattern", "'pattern' is a text; found \(value.text)")
            }
        }
        if let format = place.text("format"), !NumberSet.formats.contains(format) {
            if formats == .assertions {
                set.format = format
            } else {
                losses.add(place, "format", .annotation, "formats are read as annotations")
            }
        }
        content(&set, place)
        guard !set.isFull else { return set }
        set.origins = [place]
        return set.minLength ?? 0 > set.maxLength ?? .max ? nil : set
    }

    /// What a text has in it is a remark, unless formats are none.
    private mutating func content(_ set: inout StringSet, _ place: SchemaPlace) {
        for keyword in ["contentEncoding", "contentMediaType"] {
            guard let text = place.text(keyword) else { continue }
            if formats == .annotations {
                losses.add(place, keyword, .annotation, "what is in a text is not looked at")
            } else if text == "base64" {
                set.isBase64 = true
            } else {
                losses.add(place, keyword, .wider, "what is in a text is not looked at")
            }
        }
    }

    /// The count under a keyword.
    mutating func count(_ keyword: String, _ place: SchemaPlace) -> Int? {
        guard let value = place.schema[keyword] else { return nil }
        if case .number(let number) = value {
            if let count = number.integer(Int.self), count >= 0 { return count }
            if let decimal = number.decimal, decimal.isInteger, decimal > .zero {
                losses.add(place, keyword, .wider, "a count has at most 64 bits")
                return nil
            }
        }
        error(place, keyword, "'\(keyword)' is a whole number from 0; found \(value.text)")
        return nil
    }
}

extension NumberSet {
    /// The keywords that are bounds.
    fileprivate static let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]

    fileprivate mutating func setBound(_ keyword: String, _ number: DecimalNumber) {
        switch keyword {
        case "minimum": minimum = number
        case "maximum": maximum = number
        case "exclusiveMinimum": exclusiveMinimum = number
        default: exclusiveMaximum = number
        }
    }

    /// The formats of numbers, which OpenAPI has.
    fileprivate static let formats: Set<String> = ["int32", "int64", "float", "double", "decimal"]
}

extension ValueSet {
    /// All values of one kind.
    init(only kind: Kind) {
        self = .any
        for other in Kind.allCases where other != kind { remove(other) }
    }
}

extension JSONValue {
    /// A schema that accepts only this array or object; nil where our types have no such list.
    fileprivate var asSchema: JSONValue? {
        switch self {
        case .array(let elements):
            guard let first = elements.first else {
                return .object(["type": .string("array"), "maxItems": .integer(0)])
            }
            guard elements.allSatisfy({ $0.isEqual(to: first) }) else { return nil }
            return .object([
                "type": .string("array"), "items": .object(["const": first]), "minItems": .integer(elements.count),
                "maxItems": .integer(elements.count),
            ])
        case .object(let members):
            return .object([
                "type": .string("object"),
                "properties": .object(members.mapValues { .object(["const": $0]) }),
                "required": .array(members.keys.map { .string($0) }), "additionalProperties": .bool(false),
            ])
        default: return .object(["const": self])
        }
    }
}

extension JSONValue {
    /// A string as it is, anything else as JSON.
    fileprivate var plainText: String { if case .string(let text) = self { text } else { self.text } }
}

extension String {
    /// `an object`, `a string`.
    var withArticle: String { "aeiou".contains(prefix(1)) ? "an \(self)" : "a \(self)" }
}
