import AnnalsExpression
import AnnalsSchema

extension ExpressionEmitter {
    func field(_ operand: TypedNode, _ name: String) -> EmittedCode {
        if case .variable(let variable) = operand.kind, let code = replacements["\(variable).\(name)"] {
            return EmittedCode(code)
        }
        return EmittedCode(emit(operand).base + .text(".\(property(name, of: operand))"))
    }

    /// `a.b?.c`; a field that is always there is wrapped, so that what follows sees an optional.
    func optionalField(_ operand: TypedNode, _ name: String, _ type: ExpressionType) -> EmittedCode {
        var record = operand.type
        let isChained = if case .optional = record { true } else { false }
        if case .optional(let wrapped) = record { record = wrapped }
        if case .map = record {
            let key = Layout.text(SwiftLiteral.string(name))
            guard isChained else { return call("optionalValue", [emit(operand).layout, key]) }
            let body = call("optionalValue", ["$0", key]).layout
            return EmittedCode(emit(operand).base + ".flatMap " + .closure(parameters: "", body: body))
        }
        let code = emit(operand)
        let isChain = if case .optionalField = operand.kind { true } else { false }
        let access =
            (isChain ? code.layout : code.base) + .text("\(isChained ? "?" : "").\(property(name, of: operand))")
        // What follows a chain would become a part of it: `(a?.b).map { … }`.
        if isChained { return EmittedCode(access, .prefix) }
        if isOptionalField(name, of: record) { return EmittedCode(access) }
        return EmittedCode(.call(context.names.Optional, [access]))
    }

    func has(_ operand: TypedNode, _ name: String) -> EmittedCode {
        if case .map = operand.type {
            return call("isKey", [.text(SwiftLiteral.string(name)), emit(operand).layout])
        }
        return EmittedCode(field(operand, name).binding(.nilCoalescing) + " != nil", .comparison)
    }

    /// The Swift name of a field.
    private func property(_ name: String, of operand: TypedNode) -> String {
        if let alternative = union(operand.type)?.alternative(name) { return UnionPrinter.property(alternative) }
        let declared = declaredField(name, of: operand)
        return SwiftIdentifier.escaped(declared?.swiftName ?? name)
    }

    private func declaredField(_ name: String, of operand: TypedNode) -> Field? {
        if case .variable(let variable) = operand.kind, let declared = fields[variable] {
            return declared.first { $0.name == name }
        }
        var type = operand.type
        if case .optional(let wrapped) = type { type = wrapped }
        guard case .record(let record) = type else { return nil }
        return context.fields(record)?.first { $0.name == name }
    }

    private func union(_ type: ExpressionType) -> Union? {
        var type = type
        if case .optional(let wrapped) = type { type = wrapped }
        guard case .record(let record) = type,
            case .union(let union) = context.definition(VersionedName(record.name, record.version))
        else { return nil }
        return union
    }

    private func isOptionalField(_ name: String, of type: ExpressionType) -> Bool {
        if let union = union(type) { return union.alternative(name) != nil }
        guard case .record(let record) = type, let field = context.fields(record)?.first(where: { $0.name == name })
        else { return ["userId", "correlationId", "causationId"].contains(name) }
        if case .optional = context.resolved(field.type) { return true }
        return false
    }
}
