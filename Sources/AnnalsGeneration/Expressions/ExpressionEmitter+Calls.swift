import AnnalsExpression
import AnnalsValues

extension ExpressionEmitter {
    func call(_ overload: Overload, _ arguments: [TypedNode]) -> EmittedCode {
        if let code = operation(overload, arguments) ?? optionalOperation(overload, arguments) { return code }
        if let code = duration(overload, arguments) { return code }
        return call(overload.function, arguments.map { argument($0).layout })
    }

    /// `TimeSpan(nanoseconds: 5_400_000_000_000)` for `duration('1h30m')`: nothing is left to read at run time.
    private func duration(_ overload: Overload, _ arguments: [TypedNode]) -> EmittedCode? {
        guard overload.id == "string.durationLiteral", case .literal(.string(let text)) = arguments[0].kind,
            let span = TimeSpan(units: text)
        else { return nil }
        let number = Layout.labelled("nanoseconds", .text("\(span.nanoseconds)"))
        return EmittedCode(.call(context.names.TimeSpan, [number]))
    }

    /// The code of an argument or of what a method is called on, where `nil` and `[]` alone would have no type.
    func argument(_ node: TypedNode) -> EmittedCode {
        guard case .literal(.null) = node.kind, node.type.isOptional, let type = swiftType(node.type) else {
            return emit(node)
        }
        return EmittedCode(.text("nil as \(type)"), .casting)
    }

    // MARK: - Operators

    /// Functions that are Swift's operators for the types of the second column: exact there, and shorter to read.
    private static let operators:
        [String: (symbol: String, precedence: EmittedCode.Precedence, types: [ExpressionType])] =
            [
                "add": ("+", .addition, [.double]),
                "subtract": ("-", .addition, [.double]),
                "multiply": ("*", .multiplication, [.double]),
                "divide": ("/", .multiplication, [.double]),
                "equal": ("==", .comparison, comparable), "notEqual": ("!=", .comparison, comparable),
                "less": ("<", .comparison, comparable), "lessOrEqual": ("<=", .comparison, comparable),
                "greater": (">", .comparison, comparable), "greaterOrEqual": (">=", .comparison, comparable),
            ]

    private static let comparable: [ExpressionType] = [.int, .uint, .double, .timestamp, .duration, .decimal]

    private func operation(_ overload: Overload, _ arguments: [TypedNode]) -> EmittedCode? {
        if let code = enumerationComparison(overload, arguments) { return code }
        if overload.id == "double.negate" {
            return EmittedCode("-" + emit(arguments[0]).binding(.postfix), .prefix)
        }
        guard let entry = ExpressionEmitter.operators[overload.function], arguments.count == 2,
            arguments.allSatisfy({ entry.types.contains($0.type) }),
            // Swift decides operators on literals at compile time, with warnings and errors of its own.
            !arguments.allSatisfy({ if case .literal = $0.kind { true } else { false } })
        else { return nil }
        let isComparison = entry.precedence == .comparison
        let left = emit(arguments[0]).binding(isComparison ? .nilCoalescing : entry.precedence)
        let tighter: EmittedCode.Precedence = entry.precedence == .addition ? .multiplication : .prefix
        let right = emit(arguments[1]).binding(isComparison ? .nilCoalescing : tighter)
        return EmittedCode(.operands([left, right], operators: [entry.symbol]), entry.precedence)
    }

    /// `old.status == .paid` for `old.status == 'paid'`.
    private func enumerationComparison(_ overload: Overload, _ arguments: [TypedNode]) -> EmittedCode? {
        guard overload.id == "equal" || overload.id == "notEqual", arguments.count == 2 else { return nil }
        for (value, literal) in [(arguments[0], arguments[1]), (arguments[1], arguments[0])] {
            guard case .coerce(.enumerationToString(let name), let operand) = value.kind,
                case .literal(.string(let text)) = literal.kind, let name = enumerationCase(text, of: name)
            else { continue }
            let symbol = overload.id == "equal" ? "==" : "!="
            return EmittedCode(emit(operand).binding(.nilCoalescing) + .text(" \(symbol) .\(name)"), .comparison)
        }
        return nil
    }

    // MARK: - Optionals

    private func optionalOperation(_ overload: Overload, _ arguments: [TypedNode]) -> EmittedCode? {
        switch overload.id {
        case "optional.of": return EmittedCode(.call(context.names.Optional, [emit(arguments[0]).layout]))
        case "optional.hasValue":
            if case .literal(.null) = arguments[0].kind { return EmittedCode("false") }
            return EmittedCode(emit(arguments[0]).binding(.nilCoalescing) + " != nil", .comparison)
        case "optional.orValue", "optional.or": return alternative(arguments[0], arguments[1])
        default: return nil
        }
    }

    /// `a ?? b`. Swift's operator only rethrows, so a second side that can fail goes through a function.
    private func alternative(_ first: TypedNode, _ second: TypedNode) -> EmittedCode {
        if case .literal(.null) = first.kind { return emit(second) }
        guard second.canFail else {
            let (left, right) = (emit(first).binding(.casting), emit(second).binding(.nilCoalescing))
            return EmittedCode(.operands([left, right], operators: ["??"]), .nilCoalescing)
        }
        let name = fresh("value")
        return call(
            "ifPresent",
            [
                emit(first).layout, .closure(parameters: "\(name) \(throwing)", body: .text(name)),
                .labelled("else", closure(nil, second, canFail: true)),
            ])
    }
}
