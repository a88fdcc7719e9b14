import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

/// What an evaluation costs: steps for the work, size for what it makes.
extension Evaluator {
    mutating func step(_ count: Int = 1) throws(EvaluationError) {
        limits.steps -= count
        guard limits.steps >= 0 else { throw EvaluationError(.limitExceeded, "the evaluation takes too many steps") }
    }

    private mutating func charge(_ size: Int) throws(EvaluationError) {
        limits.size -= size
        guard limits.size >= 0 else { throw Evaluator.tooMuchData }
    }

    private static var tooMuchData: EvaluationError {
        EvaluationError(.limitExceeded, "the evaluation makes too much data")
    }

    /// Whether so many times so many bytes may still be made.
    private func expect(_ count: Int, times size: Int) throws(EvaluationError) {
        guard size <= max(limits.size, 0) / max(count, 1) else { throw Evaluator.tooMuchData }
    }

    /// A list, map or record that was just put together.
    ///
    /// All of it counts, although Swift shares what it contains: `xs.map(x, [x, x])` again and again would otherwise make
    /// a value that doubles at every level for next to nothing, and whoever walks through it would never come to an end.
    mutating func made(_ value: Value) throws(EvaluationError) -> Value {
        try chargeWhole(value)
        return value
    }

    mutating func chargeWhole(_ value: Value) throws(EvaluationError) {
        switch value {
        case .list(let elements):
            try charge(8 * elements.count)
            for element in elements { try chargeWhole(element) }
        case .map(let members):
            for (key, member) in members {
                try charge(8)
                try chargeWhole(key)
                try chargeWhole(member)
            }
        case .record(_, let members):
            for (key, member) in members {
                try charge(8 + key.utf8.count)
                try chargeWhole(member)
            }
        case .optional(let wrapped?): try chargeWhole(wrapped)
        default: try chargeResult(value)
        }
    }

    /// What a function has returned; its elements have been counted when they were made.
    mutating func chargeResult(_ value: Value) throws(EvaluationError) {
        switch value {
        case .string(let text): try charge(text.utf8.count)
        case .bytes(let bytes): try charge(bytes.count)
        case .decimal(let number): try charge(number.digitCount)
        case .list(let elements): try charge(8 * elements.count)
        default: return
        }
    }

    /// What a function is about to do. Long arguments cost steps, since a call would otherwise be one step however much
    /// it reads; what could multiply the size of its arguments is refused before it is made.
    mutating func chargeCall(_ overload: Overload, _ arguments: [Value]) throws(EvaluationError) {
        for argument in arguments {
            switch argument {
            case .string(let text): try step(text.utf8.count / 256)
            case .list(let elements): try step(elements.count / 64)
            default: break
            }
        }
        switch (overload.id, arguments.first) {
        case ("string.replace", .string(let text)), ("string.replaceLimit", .string(let text)):
            guard case .string(let part) = arguments[1], case .string(let other) = arguments[2] else { return }
            let count = part.isEmpty ? CEL.size(text) + 1 : CEL.split(text, part).count - 1
            try expect(count, times: other.utf8.count)
        case ("list.joinSeparator", .list(let parts)):
            guard case .string(let separator) = arguments[1] else { return }
            try expect(parts.count, times: separator.utf8.count)
        case (let id, .string(let text)) where id.hasPrefix("regex.") || id.hasPrefix("string.matches"):
            try chargePattern(id, text, arguments)
        case ("decimal.multiply", .decimal(let left)), ("decimal.divide", .decimal(let left)):
            guard case .decimal(let right) = arguments[1] else { return }
            // As on paper; a quotient has at least as many digits as it keeps.
            let rows = left.digitCount + (overload.id == "decimal.divide" ? DecimalNumber.quotientDigits : 0)
            try step(rows * right.digitCount / 64)
        case ("list.distinct", .list(let elements)):
            // Every element is compared with every other.
            try step(elements.count * (elements.count / 128))
        default: break
        }
    }

    /// Each character meets every state of the pattern at worst, and each of many matches may look at all of the text.
    private mutating func chargePattern(
        _ id: String, _ text: String, _ arguments: [Value]
    ) throws(EvaluationError) {
        guard case .string(let pattern) = arguments[1] else { return }
        // Beyond this, the product is too large for every limit, and must not overflow.
        let count = min(text.unicodeScalars.count, 1 << 20)
        let isRepeated = id.hasPrefix("regex.replace") || id.hasPrefix("regex.extractAll")
        try step(count * CEL.stateCount(ofPattern: pattern) / 4 * (isRepeated ? count / 8 + 1 : 1))
        guard arguments.count > 2, case .string(let replacement) = arguments[2] else { return }
        // Matches do not overlap: the two bytes of a group stand for all of the text at most, over all matches.
        try expect(text.unicodeScalars.count + 1 + text.utf8.count / 2, times: replacement.utf8.count)
    }
}
