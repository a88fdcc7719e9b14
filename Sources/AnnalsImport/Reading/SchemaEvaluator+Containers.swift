import AnnalsJSON
import AnnalsValues

/// Arrays and objects by their own keywords.
extension SchemaEvaluator {
    mutating func arrays(_ place: SchemaPlace) -> ArraySet? {
        var set = ArraySet()
        set.minItems = count("minItems", place)
        set.maxItems = count("maxItems", place)
        switch place.schema["uniqueItems"] {
        case nil, .bool(false)?: break
        case .bool(true)?: set.isUnique = true
        case let other?: error(place, "uniqueItems", "'uniqueItems' is true or false; found \(other.text)")
        }
        var prefix: [JSONValue] = []
        var prefixKeyword = "prefixItems"
        var rest = ("items", place.schema["items"])
        if case .array(let elements)? = place.schema["prefixItems"] { prefix = elements }
        // Until 2019-09 a list under `items` was what `prefixItems` is now.
        if case .array(let elements)? = place.schema["items"] {
            prefix = elements
            prefixKeyword = "items"
            rest = ("additionalItems", place.schema["additionalItems"])
        }
        let item = rest.1.map { place.inner($0, rest.0) }
        if prefix.isEmpty {
            if let item, !item.saysNothing { set.items = [item] }
        } else {
            addTuple(prefix, prefixKeyword, item, &set, place)
        }
        guard !set.isFull else { return set }
        set.origins = [place]
        return set.minItems ?? 0 > set.maxItems ?? .max ? nil : set
    }

    /// Elements with a schema for each place: a list only where all are alike.
    private mutating func addTuple(
        _ prefix: [JSONValue], _ keyword: String, _ rest: SchemaPlace?, _ set: inout ArraySet, _ place: SchemaPlace
    ) {
        let isFree = prefix.allSatisfy { place.inner($0, keyword).saysNothing }
        if let rest, rest.schema == .bool(false) {
            // A shorter list is fine, unless 'minItems' says otherwise.
            set.maxItems = least(set.maxItems, prefix.count)
            if let first = prefix.first, prefix.allSatisfy({ $0 == first }) {
                if !isFree { set.items = [place.inner(first, keyword, "0")] }
                return
            }
        }
        if isFree, rest?.saysNothing ?? true { return }
        losses.add(place, keyword, .wider, "a list has one type for all of its elements, whatever their place")
    }

    mutating func objects(_ place: SchemaPlace) -> ObjectSet? {
        var set = ObjectSet()
        var speaksOfMore = false
        if let value = place.schema["properties"] {
            if case .object(let members) = value {
                for (key, schema) in members { set.properties[key] = [place.inner(schema, "properties", key)] }
            } else {
                error(place, "properties", "'properties' is an object of schemas; found \(value.typeName.withArticle)")
            }
        }
        if let value = place.schema["required"] {
            if case .array(let keys) = value {
                for key in keys {
                    if case .string(let key) = key {
                        set.required = set.required.merged([key])
                    } else {
                        error(place, "required", "'required' is a list of keys; found \(key.text) in it")
                    }
                }
            } else {
                error(place, "required", "'required' is a list of keys; found \(value.text)")
            }
        }
        for (keyword, value) in closing(place) where value != .bool(true) {
            let inner = place.inner(value, keyword)
            if !inner.saysNothing { set.additional = [inner] }
            speaksOfMore = true
        }
        if let rules = place.schema["x-annals-rules"], case .array(let list) = rules {
            set.rules = list
            speaksOfMore = true
        }
        set.minProperties = count("minProperties", place)
        set.maxProperties = count("maxProperties", place)
        guard !set.isFull else { return set }
        speaksOfMore = speaksOfMore || set.minProperties != nil || set.maxProperties != nil
        let keys = Set(set.properties.keys + set.required)
        set.origins = [ObjectSet.Origin(place: place, properties: speaksOfMore ? nil : keys)]
        return set.minProperties ?? 0 > set.maxProperties ?? .max ? nil : set
    }

    /// What is said of other keys. `unevaluatedProperties` says the same where nothing else in the schema has properties.
    private mutating func closing(_ place: SchemaPlace) -> [(String, JSONValue)] {
        var result: [(String, JSONValue)] = []
        if let value = place.schema["additionalProperties"] { result.append(("additionalProperties", value)) }
        guard let value = place.schema["unevaluatedProperties"] else { return result }
        let others = ["$ref", "allOf", "anyOf", "oneOf", "if", "dependentSchemas", "patternProperties"]
        if others.contains(where: { place.schema[$0] != nil }) {
            if value != .bool(true) {
                losses.add(
                    place, "unevaluatedProperties", .wider,
                    "it depends on what other schemas say of the object; 'additionalProperties' can be imported")
            }
        } else if result.isEmpty {
            result.append(("unevaluatedProperties", value))
        }
        return result
    }
}
