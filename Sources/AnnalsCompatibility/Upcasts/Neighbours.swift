import AnnalsJSON

/// Values that are near to one, which a function that loses something is likely to take for the same.
enum Neighbours {
    /// - Parameter literals: The texts in the function: where it looks for `", "`, some values should have it.
    static func of(_ value: JSONValue, _ literals: [String] = []) -> [JSONValue] {
        switch value {
        case .null: []
        case .bool(let flag): [.bool(!flag)]
        case .number(let number): numbers(number)
        case .string(let text): texts(text, literals)
        case .array(let elements): lists(elements)
        case .object: []
        }
    }

    private static func numbers(_ number: JSONNumber) -> [JSONValue] {
        var results: [JSONValue] = []
        if let integer = number.integer(Int128.self), integer.magnitude < UInt128(UInt64.max) {
            results += [integer + 1, integer - 1, -integer, integer * 2, integer / 10 * 10].map { .integer($0) }
        }
        if !number.text.contains(where: { ".eE".contains($0) }) {
            results += ["\(number.text).25", "\(number.text).5"].compactMap { JSONNumber($0) }.map { .number($0) }
        }
        return results
    }

    private static func texts(_ text: String, _ literals: [String]) -> [JSONValue] {
        var results = [text + " ", " " + text, text + "a", String(text.dropLast()), text + "0"]
        results += [text.lowercased(), text.uppercased()]
        // Times, durations and decimal numbers with one digit more.
        switch text.last {
        case "Z": results.append(text.dropLast() + (text.contains(".") ? "1Z" : ".000000001Z"))
        case "s": results.append(text.dropLast() + (text.contains(".") ? "1s" : ".000000001s"))
        case .some(let last) where last.isNumber: results += [text + ".25", text + "1"]
        default: break
        }
        for literal in literals.prefix(4) {
            results += ["a", "b"].map { text + literal + $0 } + ["c", "d"].map { "a\(literal)\($0)\(literal)b" }
        }
        return results.filter { !$0.utf8.elementsEqual(text.utf8) }.map { .string($0) }
    }

    private static func lists(_ elements: [JSONValue]) -> [JSONValue] {
        guard let last = elements.last else { return [] }
        let results = [
            [], Array(elements.dropLast()), Array(elements.dropFirst()), elements.reversed(), elements + [last],
        ]
        return results.map { .array($0) }.filter { $0 != .array(elements) }
    }
}
