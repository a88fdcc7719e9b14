import AnnalsJSON
import AnnalsSchema
import AnnalsValues

// MARK: - Tagged unions

extension ShapeSamples {
    /// Objects of each alternative with its tag before its fields; in open unions one of an unknown tag too.
    mutating func objects(
        of union: Union, _ content: (inout ShapeSamples, ValueType) -> [JSONValue]
    ) -> [JSONValue] {
        var objects: [JSONValue] = []
        for alternative in union.cases {
            objects += content(&self, .named(alternative.type)).compactMap {
                ShapeSamples.tagged($0, alternative.tag, union)
            }
        }
        if union.isOpen, let unknown = ShapeSamples.tagged(.object([:]), ShapeSamples.unknownValue, union) {
            objects.append(unknown)
        }
        return objects
    }

    /// An object of one alternative.
    mutating func object(
        of union: Union, _ content: (inout ShapeSamples, ValueType) -> JSONValue?
    ) -> JSONValue? {
        guard let alternative = union.cases.randomElement(using: &random) else { return nil }
        return content(&self, .named(alternative.type)).flatMap { ShapeSamples.tagged($0, alternative.tag, union) }
    }

    private static func tagged(_ value: JSONValue, _ tag: String, _ union: Union) -> JSONValue? {
        guard case .object(let members) = value else { return nil }
        var object: OrderedMap<JSONValue> = [union.discriminator: .string(tag)]
        for (key, member) in members { object[key] = member }
        return .object(object)
    }
}
