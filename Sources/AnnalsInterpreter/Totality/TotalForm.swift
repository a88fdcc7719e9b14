public import AnnalsExpression
public import AnnalsFunctions

/// How to write an operation so that it cannot fail.
public struct TotalForm: Hashable, Sendable {
    /// What to do, before the text of the form.
    let advice: String
    /// The form with `{0}`, `{1}` for operands and `{*}` for the whole operation; nil where words are all there is.
    let form: String?

    init(_ advice: String, _ form: String? = nil) {
        self.advice = advice
        self.form = form
    }

    /// What to write instead of an operation, with its own operands.
    ///
    /// - Parameter source: The text of the whole expression.
    public static func advice(for node: TypedNode, in source: String) -> String {
        let (id, operands) = node.totalForm(source)
        let form = rows[id] ?? rows["conversion"]
        return form?.text(operands, whole: node.text(in: source)) ?? ""
    }

    /// What to write instead where only the kind of error is known, with invented operands.
    public static func advice(for kind: EvaluationError.Kind) -> String {
        switch kind {
        case .indexOutOfRange, .noSuchKey: general("list.index", ["x", "i"])
        case .absentField, .emptyOptional: general("field", ["x", "field"])
        case .overflow: general("int.multiply", ["x", "y"], whole: "x * y")
        case .divisionByZero: general("int.divide", ["x", "y"], whole: "x / y")
        case .invalidConversion, .invalidArgument, .valueOutOfRange, .invalidPattern: general("any", ["x"])
        case .invalidFormat: general("format", [])
        case .duplicateKey: general("map", [])
        case .limitExceeded: general("limit", [])
        }
    }

    private static func general(_ id: String, _ operands: [String], whole: String = "x") -> String {
        rows[id]?.text(operands, whole: whole) ?? ""
    }

    private func text(_ operands: [String], whole: String) -> String {
        guard let form else { return advice }
        var result = ""
        var rest = Substring(form)
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            let names = operands.enumerated().map { ("{\($0.offset)}", $0.element) } + [("{*}", whole)]
            if let (name, text) = names.first(where: { rest.hasPrefix($0.0) }) {
                result += text
                rest = rest.dropFirst(name.count)
            } else {
                result += "{"
                rest = rest.dropFirst()
            }
        }
        return "\(advice) '\(result)\(rest)'"
    }
}
