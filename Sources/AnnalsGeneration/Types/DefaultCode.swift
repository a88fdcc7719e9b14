import AnnalsJSON
import AnnalsSchema
import AnnalsValues

/// Swift for a JSON literal of a declared type, such as a default.
struct DefaultCode {
    let context: GenerationContext

    /// The literal, or nil when it is none of that type, which the schema loader excludes.
    func literal(_ value: JSONValue, _ type: ValueType) -> Layout? {
        switch (type, value) {
        case (.optional, .null): "nil"
        case (.optional(let wrapped), _): literal(value, wrapped)
        case (.scalar(let scalar, _), _): self.scalar(value, scalar).map { .text($0) }
        case (.named(let id), _): named(value, id)
        case (.list(let element, _), .array(let elements)):
            elements.isEmpty ? "[]" : list(elements.map { literal($0, element) })
        case (.map(let member, _), .object(let members)):
            members.isEmpty
                ? "[:]"
                : list(
                    members.map { entry in
                        literal(entry.value, member).map { .text(SwiftLiteral.string(entry.key) + ": ") + $0 }
                    })
        default: nil
        }
    }

    private func list(_ items: [Layout?]) -> Layout? {
        let known = items.compactMap { $0 }
        return known.count == items.count ? .list(open: "[", items: known, close: "]") : nil
    }

    private func named(_ value: JSONValue, _ id: VersionedName) -> Layout? {
        switch (context.definition(id), value) {
        case (.alias(let target), _): return literal(value, target)
        case (.enumeration(let enumeration), .string(let text)):
            return enumeration.value(text).map {
                .text("\(context.swiftName(id)).\(SwiftIdentifier.escaped($0.swiftName))")
            }
        case (.union(let union), .object(let members)):
            guard case .string(let tag)? = members[union.discriminator], let alternative = union.alternative(tag),
                let content = literal(value, .named(alternative.type))
            else { return nil }
            return .call(
                "\(context.swiftName(id)).\(SwiftIdentifier.escaped(alternative.swiftName))", [content])
        case (.record(let fields), .object(let members)):
            let arguments: [Layout] = fields.compactMap { field in
                guard let member = members[field.name], let code = literal(member, field.type) else { return nil }
                return .labelled(SwiftIdentifier.label(field.swiftName), code)
            }
            return .call(context.swiftName(id), arguments)
        default: return nil
        }
    }

    private func scalar(_ value: JSONValue, _ type: ScalarType) -> String? {
        let names = context.names
        switch (type, value) {
        case (.json, _): return "\(names.JSONValue)(validated: \(SwiftLiteral.string(value.text)))"
        case (.bool, .bool(let value)): return "\(value)"
        case (.int, .number(let number)), (.int32, .number(let number)): return number.integer(Int.self)?.description
        case (.uint, .number(let number)): return number.integer(UInt.self)?.description
        case (.double, .number(let number)): return number.double.map(SwiftLiteral.double)
        case (.string, .string(let text)), (.uri, .string(let text)): return SwiftLiteral.string(text)
        case (.bytes, .string(let text)): return bytes(text)
        case (.decimal, .string(let text)): return validated(names.DecimalNumber, text)
        case (.decimal, .number(let number)): return validated(names.DecimalNumber, number.text)
        case (.uuid, .string(let text)): return validated(names.UniqueID, text)
        case (.timestamp, .string(let text)): return validated(names.Timestamp, text)
        case (.date, .string(let text)): return validated(names.CalendarDate, text)
        case (.duration, .string(let text)): return validated(names.TimeSpan, text)
        default: return nil
        }
    }

    private func validated(_ type: String, _ text: String) -> String {
        "\(type)(validated: \(SwiftLiteral.string(text)))"
    }

    private func bytes(_ base64: String) -> String? {
        var text = base64
        guard let bytes = text.withUTF8({ Base64.decode($0) }) else { return nil }
        return "[\(bytes.map(String.init).joined(separator: ", "))]"
    }
}
