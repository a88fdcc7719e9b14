import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Whether a value can be the default of a type. Structs are left to what is read later and have none.
struct DefaultCheck {
    let declarations: [ImportedDeclaration]

    func accepts(_ value: JSONValue, _ type: ValueType) -> Bool {
        switch (type, value) {
        case (.scalar(.json, _), _): isPlain(value)
        case (.scalar(let scalar, let constraints), _): scalar.violations(of: value, constraints).isEmpty
        case (.optional(let wrapped), _): value != .null && accepts(value, wrapped)
        case (.list(let element, let constraints), .array(let elements)):
            constraints.violations(ofList: elements).isEmpty && elements.allSatisfy { accepts($0, element) }
        case (.map(let element, let constraints), .object(let members)):
            constraints.violations(ofMapWithCount: members.count).isEmpty && !members.keys.contains("")
                && members.values.allSatisfy { accepts($0, element) }
        case (.named(let name), _): accepts(value, declarations.first { $0.name == name.name }?.definition)
        default: false
        }
    }

    private func accepts(_ value: JSONValue, _ definition: TypeDefinition?) -> Bool {
        switch (definition, value) {
        case (.alias(let type)?, _): accepts(value, type)
        case (.enumeration(let enumeration)?, .string(let text)): enumeration.value(text) != nil
        default: false
        }
    }

    /// YAML has no number of its own for what does not look like one.
    private func isPlain(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.allSatisfy(isPlain)
        case .object(let members): members.values.allSatisfy(isPlain)
        default: value != .null
        }
    }
}
