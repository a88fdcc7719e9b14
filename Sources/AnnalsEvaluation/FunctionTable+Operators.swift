import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

extension FunctionTable {
    // One statement a row: a literal of them all takes the compiler half a minute.
    static let arithmetic: [String: Function] = {
        var table: [String: Function] = [:]
        table["int.add"] = binary { (a: Int, b: Int) throws(EvaluationError) in try CEL.add(a, b) }
        table["uint.add"] = binary { (a: UInt, b: UInt) throws(EvaluationError) in try CEL.add(a, b) }
        table["double.add"] = binary { (a: Double, b: Double) in CEL.add(a, b) }
        table["string.add"] = binary { (a: String, b: String) in CEL.concatenate(a, b) }
        table["bytes.add"] = binary { (a: BytesBox, b: BytesBox) in BytesBox(CEL.concatenate(a.bytes, b.bytes)) }
        table["list.add"] = binary { (a: [Value], b: [Value]) in CEL.concatenate(a, b) }
        table["timestamp.add"] = binary { (a: Timestamp, b: TimeSpan) throws(EvaluationError) in try CEL.add(a, b) }
        table["duration.addTimestamp"] = binary { (a: TimeSpan, b: Timestamp) throws(EvaluationError) in
            try CEL.add(a, b)
        }
        table["duration.add"] = binary { (a: TimeSpan, b: TimeSpan) throws(EvaluationError) in try CEL.add(a, b) }
        table["int.subtract"] = binary { (a: Int, b: Int) throws(EvaluationError) in try CEL.subtract(a, b) }
        table["uint.subtract"] = binary { (a: UInt, b: UInt) throws(EvaluationError) in try CEL.subtract(a, b) }
        table["double.subtract"] = binary { (a: Double, b: Double) in CEL.subtract(a, b) }
        table["timestamp.subtract"] = binary { (a: Timestamp, b: Timestamp) throws(EvaluationError) in
            try CEL.subtract(a, b)
        }
        table["timestamp.subtractDuration"] = binary { (a: Timestamp, b: TimeSpan) throws(EvaluationError) in
            try CEL.subtract(a, b)
        }
        table["duration.subtract"] = binary { (a: TimeSpan, b: TimeSpan) throws(EvaluationError) in
            try CEL.subtract(a, b)
        }
        table["int.multiply"] = binary { (a: Int, b: Int) throws(EvaluationError) in try CEL.multiply(a, b) }
        table["uint.multiply"] = binary { (a: UInt, b: UInt) throws(EvaluationError) in try CEL.multiply(a, b) }
        table["double.multiply"] = binary { (a: Double, b: Double) in CEL.multiply(a, b) }
        table["int.divide"] = binary { (a: Int, b: Int) throws(EvaluationError) in try CEL.divide(a, b) }
        table["uint.divide"] = binary { (a: UInt, b: UInt) throws(EvaluationError) in try CEL.divide(a, b) }
        table["double.divide"] = binary { (a: Double, b: Double) in CEL.divide(a, b) }
        table["int.modulo"] = binary { (a: Int, b: Int) throws(EvaluationError) in try CEL.modulo(a, b) }
        table["uint.modulo"] = binary { (a: UInt, b: UInt) throws(EvaluationError) in try CEL.modulo(a, b) }
        table["int.divideLiteral"] = binary { (a: Int, b: Int) in CEL.quotient(a, b) }
        table["uint.divideLiteral"] = binary { (a: UInt, b: UInt) in CEL.quotient(a, b) }
        table["int.moduloLiteral"] = binary { (a: Int, b: Int) in CEL.remainder(a, b) }
        table["uint.moduloLiteral"] = binary { (a: UInt, b: UInt) in CEL.remainder(a, b) }
        table["int.negate"] = unary { (a: Int) throws(EvaluationError) in try CEL.negate(a) }
        table["double.negate"] = unary { (a: Double) in CEL.negate(a) }
        return table
    }()

    static let comparisons: [String: Function] = {
        var table: [String: Function] = [
            "equal": binary { (a: Value, b: Value) in CEL.equal(a, b) },
            "notEqual": binary { (a: Value, b: Value) in CEL.notEqual(a, b) },
            "list.in": binary { (a: Value, b: [Value]) in CEL.isElement(a, b) },
            "map.in": binary { (a: Value, b: KeyedMap<Value, Value>) in CEL.isKey(a, b) },
        ]
        func add<A: ValueBox & SendableMetatype>(
            _ name: String, _ less: @escaping @Sendable (A, A) -> Bool,
            _ lessOrEqual: @escaping @Sendable (A, A) -> Bool,
            _ greater: @escaping @Sendable (A, A) -> Bool, _ greaterOrEqual: @escaping @Sendable (A, A) -> Bool
        ) {
            table["\(name).less"] = binary { (a: A, b: A) in less(a, b) }
            table["\(name).lessOrEqual"] = binary { (a: A, b: A) in lessOrEqual(a, b) }
            table["\(name).greater"] = binary { (a: A, b: A) in greater(a, b) }
            table["\(name).greaterOrEqual"] = binary { (a: A, b: A) in greaterOrEqual(a, b) }
        }
        func addComparable<A: ValueBox & Comparable & SendableMetatype>(_ name: String, _ type: A.Type) {
            add(
                name, { (a: A, b: A) in CEL.less(a, b) }, { CEL.lessOrEqual($0, $1) }, { CEL.greater($0, $1) },
                { CEL.greaterOrEqual($0, $1) })
        }
        addComparable("int", Int.self)
        addComparable("uint", UInt.self)
        addComparable("double", Double.self)
        addComparable("timestamp", Timestamp.self)
        addComparable("duration", TimeSpan.self)
        addComparable("decimal", DecimalNumber.self)
        add(
            "string", { (a: String, b: String) in CEL.less(a, b) }, { CEL.lessOrEqual($0, $1) },
            { CEL.greater($0, $1) },
            { CEL.greaterOrEqual($0, $1) })
        add(
            "bool", { (a: Bool, b: Bool) in CEL.less(a, b) }, { CEL.lessOrEqual($0, $1) }, { CEL.greater($0, $1) },
            { CEL.greaterOrEqual($0, $1) })
        add(
            "bytes", { (a: BytesBox, b: BytesBox) in CEL.less(a.bytes, b.bytes) },
            { CEL.lessOrEqual($0.bytes, $1.bytes) }, { CEL.greater($0.bytes, $1.bytes) },
            { CEL.greaterOrEqual($0.bytes, $1.bytes) })
        return table
    }()

    // One statement a row: a literal of them all takes the compiler half a minute.
    static let access: [String: Function] = {
        var table: [String: Function] = [:]
        table["list.index"] = binary { (a: [Value], b: Int) throws(EvaluationError) in try CEL.element(a, b) }
        table["list.optionalIndex"] = binary { (a: [Value], b: Int) in CEL.optionalElement(a, b) }
        table["map.index"] = binary { (a: KeyedMap<Value, Value>, b: Value) throws(EvaluationError) in
            try CEL.value(a, b)
        }
        table["map.optionalIndex"] = binary { (a: KeyedMap<Value, Value>, b: Value) in CEL.optionalValue(a, b) }
        for id in ["optionalList.index", "optionalList.optionalIndex"] {
            table[id] = binary { (a: Value?, b: Int) throws(EvaluationError) in
                CEL.optionalElement(try a.map { list throws(EvaluationError) in try [Value](unboxing: list) }, b)
            }
        }
        for id in ["optionalMap.index", "optionalMap.optionalIndex"] {
            table[id] = binary { (a: Value?, b: Value) throws(EvaluationError) in
                CEL.optionalValue(
                    try a.map { map throws(EvaluationError) in try KeyedMap<Value, Value>(unboxing: map) }, b)
            }
        }
        return table
    }()

    static let optionals: [String: Function] = {
        var table: [String: Function] = [:]
        table["optional.of"] = unary { (a: Value) in CEL.optionalOf(a) }
        table["optional.hasValue"] = unary { (a: Value?) in CEL.hasValue(a) }
        table["optional.value"] = unary { (a: Value?) throws(EvaluationError) in try CEL.value(a) }
        table["optional.orValue"] = binary { (a: Value?, b: Value) in CEL.orValue(a, b) }
        table["optional.or"] = binary { (a: Value?, b: Value?) in CEL.or(a, b) }
        for row in OverloadTable.named("optional.ofNonZeroValue") {
            table[row.id] = unary { (a: Value) in a.isZero ? Value?.none : a }
        }
        return table
    }()
}

extension Value {
    /// Whether this is the zero of its type.
    fileprivate var isZero: Bool {
        switch self {
        case .bool(let value): CEL.optionalOfNonZero(value) == nil
        case .int(let value): CEL.optionalOfNonZero(value) == nil
        case .uint(let value): CEL.optionalOfNonZero(value) == nil
        case .double(let value): CEL.optionalOfNonZero(value) == nil
        case .duration(let value): CEL.optionalOfNonZero(value) == nil
        case .string(let value): CEL.optionalOfNonZero(value) == nil
        case .bytes(let value): CEL.optionalOfNonZero(value) == nil
        case .list(let value): CEL.optionalOfNonZero(value) == nil
        case .map(let value): CEL.optionalOfNonZero(value) == nil
        default: false
        }
    }
}
