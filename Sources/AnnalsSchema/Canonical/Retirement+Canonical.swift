import AnnalsExpression
import AnnalsJSON
import AnnalsValues

extension Retirement {
    /// The meaning of the retirement as compact JSON: the same for the same conditions and fields.
    public var canonicalText: String {
        var members: OrderedMap<JSONValue> = ["into": .array(parts.map { .object($0.canonical) })]
        if dropsRest { members["otherwise"] = .string("drop") }
        return JSONValue.object(members).text
    }
}

extension RetirementPart {
    fileprivate var canonical: OrderedMap<JSONValue> {
        var members: OrderedMap<JSONValue> = ["event": .string(target.description)]
        if let condition { members["when"] = .string(condition.canonicalText) }
        members["fields"] = .string(upcast.canonicalText)
        return members
    }
}
