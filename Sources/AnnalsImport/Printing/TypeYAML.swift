import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Types, fields and defaults as YAML.
enum TypeYAML {
    typealias Entry = YAMLTree.Entry

    /// What stands under the name of a type.
    static func body(_ definition: TypeDefinition, _ rules: [JSONValue]) -> [Entry] {
        switch definition {
        case .record(let fields):
            let own: [Entry] = [Entry("fields", .map(fields.map { Entry($0.name, field($0)) }))]
            return rules.isEmpty ? own : own + [Entry("rules", .list(rules.map(literal)))]
        case .enumeration(let enumeration):
            return [Entry("enum", .list(enumeration.cases.map(value)))] + open(enumeration.isOpen)
        case .union(let union):
            let cases: [Entry] = union.cases.map { Entry($0.tag, alternative($0)) }
            return [Entry("discriminator", .text(union.discriminator))] + open(union.isOpen) + [
                Entry("union", .map(cases))
            ]
        case .alias(let type): return entries(type)
        }
    }

    private static func open(_ isOpen: Bool) -> [Entry] { isOpen ? [Entry("open", .text("true"))] : [] }

    private static func value(_ value: EnumerationCase) -> YAMLTree {
        let text = YAMLTree.text(YAMLText.scalar(value.value))
        if NameRules.isWord(value.value), NameRules.caseName(value.value) == value.swiftName { return text }
        return .map([Entry("value", text), Entry("name", .text(value.swiftName))])
    }

    private static func alternative(_ alternative: UnionCase) -> YAMLTree {
        let type = YAMLTree.text(alternative.type.name)
        if NameRules.caseName(alternative.tag) == alternative.swiftName { return type }
        return .map([Entry("type", type), Entry("name", .text(alternative.swiftName))])
    }

    private static func field(_ field: Field) -> YAMLTree {
        var type = field.type
        if field.isNullable, case .optional(let wrapped) = type { type = wrapped }
        var entries = entries(type)
        if field.isNullable { entries.append(Entry("nullable", .text("true"))) }
        if let value = field.defaultValue { entries.append(Entry("default", literal(value))) }
        if field.swiftName != field.name { entries.append(Entry("name", .text(field.swiftName))) }
        if let text = field.description { entries.append(Entry("description", .text(YAMLText.scalar(text)))) }
        return entries.count == 1 ? entries[0].value : .map(entries)
    }

    /// The type of a field without what else is known of it.
    static func type(of field: Field) -> YAMLTree {
        let entries = entries(field.type)
        return entries.count == 1 ? entries[0].value : .map(entries)
    }

    private static func entries(_ type: ValueType) -> [Entry] { [Entry("type", .text(name(type)))] + constraints(type) }

    /// `list<string?>`.
    private static func name(_ type: ValueType) -> String {
        switch type {
        case .scalar(let scalar, _): scalar.rawValue
        case .list(let element, _): "list<\(name(element))>"
        case .map(let value, _): "map<\(name(value))>"
        case .named(let id): id.version == 1 ? id.name : id.description
        case .optional(let wrapped): "\(name(wrapped))?"
        }
    }

    private static func constraints(_ type: ValueType) -> [Entry] {
        switch type {
        case .scalar(_, let constraints): return entries(constraints)
        case .list(let element, let own): return entries(own) + part("items", element)
        case .map(let value, let own): return entries(own) + part("values", value)
        case .optional(let wrapped): return constraints(wrapped)
        case .named: return []
        }
    }

    private static func part(_ key: String, _ type: ValueType) -> [Entry] {
        let inner = constraints(type)
        return inner.isEmpty ? [] : [Entry(key, .map(inner))]
    }

    private static func entries(_ constraints: Constraints) -> [Entry] {
        constraints.all.map { keyword, argument in
            switch argument {
            case .number(let number): Entry(keyword.rawValue, .text(number.description))
            case .count(let count): Entry(keyword.rawValue, .text("\(count)"))
            case .pattern(let pattern): Entry(keyword.rawValue, .text(YAMLText.quoted(pattern)))
            case .flag: Entry(keyword.rawValue, .text("true"))
            }
        }
    }

    /// JSON as YAML.
    private static func literal(_ value: JSONValue) -> YAMLTree {
        switch value {
        case .string(let text): .text(YAMLText.scalar(text))
        case .array(let elements): .list(elements.map(literal))
        case .object(let members): .map(members.map { Entry(YAMLText.scalar($0.key), literal($0.value)) })
        case .number(let number): .text(number.text)
        case .bool, .null: .text(value.text)
        }
    }
}
