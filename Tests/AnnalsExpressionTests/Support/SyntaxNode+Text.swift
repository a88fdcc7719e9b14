@testable import AnnalsExpression

/// Back to CEL, with parentheses around everything, so that a test sees how the parser grouped.
extension SyntaxNode {
    var text: String {
        switch kind {
        case .literal(let literal): literal.celText
        case .identifier(let name): name
        case .select(let operand, let field, let isOptional):
            "\(operand.text)\(isOptional ? ".?" : ".")\(field.celText)"
        case .index(let operand, let index, let isOptional): "\(operand.text)[\(isOptional ? "?" : "")\(index.text)]"
        case .call(let name, let target, let arguments):
            "\(target.map { "\($0.text)." } ?? "")\(name.text)(\(arguments.map(\.text).joined(separator: ", ")))"
        case .operation("-_", let operands, _): "(-\(operands[0].text))"
        case .operation(let symbol, let operands, _): "(\(operands[0].text) \(symbol) \(operands[1].text))"
        case .not(let operand): "(!\(operand.text))"
        case .and(let left, let right): "(\(left.text) && \(right.text))"
        case .or(let left, let right): "(\(left.text) || \(right.text))"
        case .conditional(let condition, let first, let second): "(\(condition.text) ? \(first.text) : \(second.text))"
        case .list(let elements):
            "[\(elements.map { ($0.isOptional ? "?" : "") + $0.value.text }.joined(separator: ", "))]"
        case .map(let entries):
            "{"
                + entries.map { "\($0.isOptional ? "?" : "")\($0.key.text): \($0.value.text)" }.joined(separator: ", ")
                + "}"
        case .record(let names, let fields, _):
            "\(names.joined(separator: ".")){"
                + fields.map { "\($0.isOptional ? "?" : "")\($0.name.celText): \($0.value.text)" }.joined(
                    separator: ", ") + "}"
        }
    }
}

extension SyntaxNode.Name {
    /// The name as a field, in backticks where it is no identifier.
    var celText: String {
        text.utf8.allSatisfy { Lexer.isNameStart($0) || Lexer.isDigit($0) } ? text : "`\(text)`"
    }
}

extension Literal {
    /// The literal in CEL, with nothing but ASCII.
    var celText: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        // In parentheses, so that a minus before it stays an operator.
        case .int(let value): value < 0 ? "(\(value))" : "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): value.sign == .minus ? "(\(value))" : "\(value)"
        case .string(let text):
            "\""
                + text.unicodeScalars.map {
                    $0.isASCII && $0.value >= 32 && $0 != "\"" && $0 != "\\"
                        ? String($0) : "\\U" + hexadecimal($0.value, digits: 8)
                }.joined() + "\""
        case .bytes(let bytes): "b\"" + bytes.map { "\\x" + hexadecimal(UInt32($0), digits: 2) }.joined() + "\""
        }
    }

    private func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
