import AnnalsJSON
import AnnalsValues

/// Some of the objects.
struct ObjectSet: Hashable {
    /// A place that says something about objects, and of which properties.
    struct Origin: Hashable {
        var place: SchemaPlace
        /// The only properties that it speaks of; nil when it says more.
        var properties: Set<String>?
    }

    /// What the value of a key is: all of these.
    var properties = OrderedMap<[SchemaPlace]>()
    /// Keys that must be there.
    var required: [String] = []
    /// What the value of every other key is: all of these.
    var additional: [SchemaPlace] = []
    var minProperties: Int?
    var maxProperties: Int?
    /// Our own rules across fields, from an export.
    var rules: [JSONValue] = []
    var origins: [Origin] = []
    /// The objects are of one of these; empty for no choice.
    var alternatives: [ObjectSet] = []

    /// Whether it is all objects.
    var isFull: Bool {
        properties.isEmpty && required.isEmpty && additional.isEmpty && minProperties ?? 0 == 0 && maxProperties == nil
            && rules.isEmpty && alternatives.isEmpty
    }

    /// What is in both.
    func intersection(_ other: ObjectSet) -> ObjectSet {
        if isFull { return other }
        if other.isFull { return self }
        if !alternatives.isEmpty {
            var result = self
            result.alternatives = alternatives.map { $0.intersection(other) }
            return result
        }
        if !other.alternatives.isEmpty { return other.intersection(self) }
        var result = self
        for (key, places) in properties where other.properties[key] == nil {
            result.properties[key] = places.merged(other.additional)
        }
        for (key, places) in other.properties {
            result.properties[key] = (properties[key] ?? additional).merged(places)
        }
        result.required = required.merged(other.required)
        result.additional = additional.merged(other.additional)
        result.minProperties = greatest(minProperties, other.minProperties)
        result.maxProperties = least(maxProperties, other.maxProperties)
        result.rules = rules.merged(other.rules)
        result.origins = origins.merged(other.origins)
        return result
    }

    /// What is in either; a choice where neither has the other.
    func union(_ other: ObjectSet) -> ObjectSet {
        if isFull || self == other { return self }
        if other.isFull { return other }
        let own = alternatives.isEmpty ? [self] : alternatives
        let others = other.alternatives.isEmpty ? [other] : other.alternatives
        let all = own.merged(others)
        if all.count == 1 { return all[0] }
        return ObjectSet(origins: origins.merged(other.origins), alternatives: all)
    }

    /// Without one property, which is said elsewhere, and without the places that speak of nothing else.
    func removing(_ property: String) -> ObjectSet {
        var result = self
        result.properties[property] = nil
        result.required.removeAll { $0 == property }
        let others = origins.filter { $0.properties != [property] }
        if !others.isEmpty { result.origins = others }
        return result
    }
}

extension Array where Element: Equatable {
    /// The elements with those of another list that are not there yet.
    func merged(_ other: [Element]) -> [Element] { self + other.filter { !contains($0) } }
}
