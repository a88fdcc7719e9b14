import AnnalsExpression
import AnnalsSchema

extension ExpressionEmitter {
    /// The Swift type of a value; nil while a part of it is open.
    func swiftType(_ type: ExpressionType) -> String? {
        let names = context.names
        return switch type {
        case .bool: names.Bool
        case .int: names.Int
        case .int32: names.Int32
        case .uint: names.UInt
        case .double: names.Double
        case .string, .uri: names.String
        case .bytes: "[\(names.UInt8)]"
        case .timestamp: names.Timestamp
        case .duration: names.TimeSpan
        case .decimal: names.DecimalNumber
        case .json: names.JSONValue
        case .uuid: names.UniqueID
        case .date: names.CalendarDate
        case .list(let element): swiftType(element).map { "[\($0)]" }
        case .map(.string, let value): swiftType(value).map { "\(names.OrderedMap)<\($0)>" }
        case .map(let key, let value):
            swiftType(key).flatMap { key in swiftType(value).map { "\(names.KeyedMap)<\(key), \($0)>" } }
        case .optional(let wrapped): swiftType(wrapped).map { "\($0)?" }
        case .record(let name): context.swiftName(VersionedName(name.name, name.version))
        case .enumeration(let name): context.swiftName(VersionedName(name.name, name.version))
        case .null: names.NullValue
        case .undetermined: nil
        }
    }

    /// `.created` of an enum for its value on the wire.
    func enumerationCase(_ value: String, of name: EnumerationName) -> String? {
        guard case .enumeration(let enumeration) = context.definition(VersionedName(name.name, name.version)) else {
            return nil
        }
        return enumeration.value(value).map { SwiftIdentifier.escaped($0.swiftName) }
    }

    // MARK: - Coercions

    func coerce(_ coercion: Coercion, _ operand: TypedNode) -> EmittedCode {
        if case .literal(.string(let text)) = operand.kind, let code = literal(text, coercion) { return code }
        if case .literal(.null) = operand.kind { return EmittedCode("nil") }
        return convert(emit(operand), coercion)
    }

    /// A literal of a represented type, which the checker has decided.
    private func literal(_ text: String, _ coercion: Coercion) -> EmittedCode? {
        let names = context.names
        let string = SwiftLiteral.string(text)
        switch coercion {
        case .stringToEnumeration(let name):
            let type = context.swiftName(VersionedName(name.name, name.version))
            return enumerationCase(text, of: name).map { EmittedCode(.text("\(type).\($0)")) }
                ?? (name.isOpen ? EmittedCode(.text("\(type).unknown(\(string))")) : nil)
        case .stringToUUID: return EmittedCode(.text("\(names.UniqueID)(validated: \(string))"))
        case .stringToDate: return EmittedCode(.text("\(names.CalendarDate)(validated: \(string))"))
        case .stringToURI: return EmittedCode(.text(string))
        default: return nil
        }
    }

    private func convert(_ code: EmittedCode, _ coercion: Coercion) -> EmittedCode {
        let names = context.names
        return switch coercion {
        case .int32ToInt: EmittedCode(.call(names.Int, [code.layout]))
        case .uuidToString, .dateToString: EmittedCode(code.base + ".description")
        case .uriToString, .wrap: code
        case .enumerationToString: EmittedCode(code.base + ".rawValue")
        case .intToInt32: call("int32", [code.layout])
        case .stringToUUID: call("uuid", [code.layout])
        case .stringToURI: call("uri", [code.layout])
        case .stringToDate: call("date", [code.layout])
        case .stringToEnumeration(let name) where name.isOpen:
            EmittedCode(
                .call(
                    context.swiftName(VersionedName(name.name, name.version)), [.labelled("rawValue", code.layout)]))
        case .stringToEnumeration(let name):
            call(
                "enumeration",
                [
                    code.layout,
                    .labelled("as", .text("\(context.swiftName(VersionedName(name.name, name.version))).self")),
                ])
        case .elements(let inner), .wrapped(let inner): each("map", code, inner)
        case .mapValues(let inner): each("mapValues", code, inner)
        case .then(let first, let second): convert(convert(code, first), second)
        }
    }

    /// `x.map { $0.description }`; an inner coercion that changes nothing in Swift is left out.
    private func each(_ method: String, _ code: EmittedCode, _ inner: Coercion) -> EmittedCode {
        let body = convert(EmittedCode("$0"), inner)
        guard body.layout.flat != "$0" else { return code }
        guard inner.canFail else {
            return EmittedCode(code.base + .text(".\(method) ") + .closure(parameters: "", body: body.layout))
        }
        let name = fresh("element")
        var scope = self
        scope.present["\(scope.present.count)"] = name
        let converted = scope.convert(EmittedCode(.text(name)), inner)
        return EmittedCode(
            code.base + .text(".\(method) ")
                + .closure(parameters: "\(name) \(throwing)", body: "try " + converted.layout))
    }
}
