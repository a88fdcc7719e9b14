package import AnnalsExpression

extension TypedNode {
    /// The row of the table of total forms that is for this node, and the texts of its operands.
    func totalForm(_ source: String) -> (id: String, operands: [String]) {
        func operands(_ nodes: [TypedNode]) -> [String] { nodes.map { $0.operandText(in: source) } }
        switch kind {
        case .call(let overload, let arguments):
            if overload.id == "map.index", arguments.count == 2, case .literal(.string(let key)) = arguments[1].kind,
                arguments[1].text(in: source) == key
            {
                return ("map.select", [arguments[0].operandText(in: source), key])
            }
            return (overload.id, operands(arguments))
        case .required(let operand):
            if case .field(let base, let name) = operand.kind { return ("field", operands([base]) + [name]) }
            return ("required", operands([operand]))
        case .coerce(let coercion, let operand): return coercion.totalForm(operands([operand]))
        case .format: return ("format", [])
        case .map, .comprehension: return ("map", [])
        default: return ("conversion", operands(children))
        }
    }

    /// The text of the node on one line.
    package func text(in source: String) -> String {
        let bytes = Array(source.utf8)
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return "x" }
        let text = String(decoding: bytes[range], as: UTF8.self)
        return text.split { $0.isNewline || $0 == " " }.joined(separator: " ")
    }

    /// The text of the node as an operand of anything.
    private func operandText(in source: String) -> String {
        let text = text(in: source)
        switch kind {
        case .variable, .field, .optionalField, .list, .map, .record, .format, .comprehension, .literal: return text
        case .present(let operand), .required(let operand), .coerce(_, let operand):
            return operand.operandText(in: source)
        case .call(let overload, _) where !overload.styles.contains(.symbol) || overload.id.hasSuffix(".index"):
            return text
        default: return text.isInParentheses ? text : "(\(text))"
        }
    }
}

extension Coercion {
    fileprivate func totalForm(_ operands: [String]) -> (id: String, operands: [String]) {
        switch self {
        case .intToInt32: ("int.int32", operands)
        case .stringToUUID: ("string.uuid", operands)
        case .stringToEnumeration(let name):
            ("string.enum", operands + [name.values.map { "\"\($0)\"" }.joined(separator: ", ")])
        default: ("conversion", operands)
        }
    }
}

extension String {
    /// Whether the first parenthesis is closed by the last character; texts with quotes count as if it were not.
    fileprivate var isInParentheses: Bool {
        guard hasPrefix("("), hasSuffix(")"), !contains(where: { $0 == "'" || $0 == "\"" }) else { return false }
        var depth = 0
        for character in dropLast() {
            if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
            if depth == 0 { return false }
        }
        return true
    }
}
