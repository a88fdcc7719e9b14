import AnnalsFunctions
import AnnalsValues

/// A Swift type that a ``Value`` can hold: how the function table reaches the functions' own types.
protocol ValueBox {
    init(unboxing value: Value) throws(EvaluationError)
    var boxed: Value { get }
}

extension Bool: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .bool(let content) = value else { throw Evaluator.unexpected("a value that is no bool") }
        self = content
    }
    var boxed: Value { .bool(self) }
}

extension Int: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .int(let content) = value else { throw Evaluator.unexpected("a value that is no int") }
        self = content
    }
    var boxed: Value { .int(self) }
}

extension UInt: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .uint(let content) = value else { throw Evaluator.unexpected("a value that is no uint") }
        self = content
    }
    var boxed: Value { .uint(self) }
}

extension Double: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .double(let content) = value else { throw Evaluator.unexpected("a value that is no double") }
        self = content
    }
    var boxed: Value { .double(self) }
}

extension String: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .string(let content) = value else { throw Evaluator.unexpected("a value that is no string") }
        self = content
    }
    var boxed: Value { .string(self) }
}

/// Bytes; an array of its own would be a list.
struct BytesBox: ValueBox {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    init(unboxing value: Value) throws(EvaluationError) {
        guard case .bytes(let content) = value else { throw Evaluator.unexpected("a value that is no bytes") }
        bytes = content
    }
    var boxed: Value { .bytes(bytes) }
}

extension Timestamp: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .timestamp(let content) = value else { throw Evaluator.unexpected("a value that is no timestamp") }
        self = content
    }
    var boxed: Value { .timestamp(self) }
}

extension TimeSpan: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .duration(let content) = value else { throw Evaluator.unexpected("a value that is no duration") }
        self = content
    }
    var boxed: Value { .duration(self) }
}

extension DecimalNumber: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .decimal(let content) = value else { throw Evaluator.unexpected("a value that is no decimal") }
        self = content
    }
    var boxed: Value { .decimal(self) }
}

extension Array: ValueBox where Element: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .list(let content) = value else { throw Evaluator.unexpected("a value that is no list") }
        var elements: [Element] = []
        for element in content { elements.append(try Element(unboxing: element)) }
        self = elements
    }
    var boxed: Value { .list(map(\.boxed)) }
}

extension Value: ValueBox {
    init(unboxing value: Value) throws(EvaluationError) { self = value }
    var boxed: Value { self }
}

extension Optional: ValueBox where Wrapped == Value {
    init(unboxing value: Value) throws(EvaluationError) {
        guard case .optional(let content) = value else { throw Evaluator.unexpected("a value that is no optional") }
        self = content
    }
    var boxed: Value { .optional(self) }
}

extension KeyedMap: ValueBox where Key == AnnalsEvaluation.Value, Value == AnnalsEvaluation.Value {
    init(unboxing value: AnnalsEvaluation.Value) throws(EvaluationError) {
        guard case .map(let content) = value else { throw Evaluator.unexpected("a value that is no map") }
        self = content
    }
    var boxed: AnnalsEvaluation.Value { .map(self) }
}
