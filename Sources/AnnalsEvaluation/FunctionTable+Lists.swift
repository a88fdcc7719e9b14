import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

extension FunctionTable {
    static let collections: [String: Function] = {
        var table: [String: Function] = [:]
        table["list.size"] = unary { (a: [Value]) in CEL.size(a) }
        table["map.size"] = unary { (a: KeyedMap<Value, Value>) in CEL.size(a) }
        table["list.reverse"] = unary { (a: [Value]) in CEL.reversed(a) }
        table["list.distinct"] = unary { (a: [Value]) in CEL.distinct(a) }
        table["list.first"] = unary { (a: [Value]) in CEL.first(a) }
        table["list.last"] = unary { (a: [Value]) in CEL.last(a) }
        table["list.indexOf"] = binary { (a: [Value], b: Value) in CEL.firstIndex(a, b) }
        table["list.lastIndexOf"] = binary { (a: [Value], b: Value) in CEL.lastIndex(a, b) }
        table["list.slice"] = ternary { (a: [Value], b: Int, c: Int) throws(EvaluationError) in
            try CEL.slice(a, b, c)
        }
        table["list.flatten"] = unary { (a: [[Value]]) in CEL.flatten(a) }
        table["lists.range"] = unary { (a: Int) throws(EvaluationError) in try CEL.range(a) }
        table["sets.contains"] = binary { (a: [Value], b: [Value]) in CEL.containsAll(a, b) }
        table["sets.equivalent"] = binary { (a: [Value], b: [Value]) in CEL.equivalent(a, b) }
        table["sets.intersects"] = binary { (a: [Value], b: [Value]) in CEL.intersects(a, b) }
        table["ints.sum"] = unary { (a: [Int]) throws(EvaluationError) in try CEL.sum(a) }
        table["uints.sum"] = unary { (a: [UInt]) throws(EvaluationError) in try CEL.sum(a) }
        table["doubles.sum"] = unary { (a: [Double]) in CEL.sum(a) }
        table["durations.sum"] = unary { (a: [TimeSpan]) throws(EvaluationError) in try CEL.sum(a) }
        // Values of one type have the order of that type.
        for type in OverloadTable.ordered {
            table["\(type)s.min"] = unary { (a: [Value]) throws(EvaluationError) in try CEL.smallest(a) }
            table["\(type)s.max"] = unary { (a: [Value]) throws(EvaluationError) in try CEL.largest(a) }
            table["\(type)s.sort"] = unary { (a: [Value]) in CEL.sorted(a) }
            table["\(type)s.isSorted"] = unary { (a: [Value]) in CEL.isSorted(a) }
        }
        return table
    }()

    static let math: [String: Function] = {
        var table: [String: Function] = [:]
        for type in ["int", "uint", "double", "decimal"] {
            for name in ["greatest", "least"] { table["\(type).\(name)"] = unary { (a: Value) in CEL.only(a) } }
            table["\(type).greatestPair"] = binary { (a: Value, b: Value) in CEL.greatest(a, b) }
            table["\(type).leastPair"] = binary { (a: Value, b: Value) in CEL.least(a, b) }
            table["\(type)s.greatest"] = unary { (a: [Value]) throws(EvaluationError) in try CEL.largest(a) }
            table["\(type)s.least"] = unary { (a: [Value]) throws(EvaluationError) in try CEL.smallest(a) }
        }
        table["int.abs"] = unary { (a: Int) throws(EvaluationError) in try CEL.absolute(a) }
        table["uint.abs"] = unary { (a: UInt) in CEL.absolute(a) }
        table["double.abs"] = unary { (a: Double) in CEL.absolute(a) }
        table["int.sign"] = unary { (a: Int) in CEL.sign(a) }
        table["uint.sign"] = unary { (a: UInt) in CEL.sign(a) }
        table["double.sign"] = unary { (a: Double) in CEL.sign(a) }
        table["int.sqrt"] = unary { (a: Int) in CEL.squareRoot(a) }
        table["uint.sqrt"] = unary { (a: UInt) in CEL.squareRoot(a) }
        table["double.sqrt"] = unary { (a: Double) in CEL.squareRoot(a) }
        table["double.ceil"] = unary { (a: Double) in CEL.ceiling(a) }
        table["double.floor"] = unary { (a: Double) in CEL.floor(a) }
        table["double.round"] = unary { (a: Double) in CEL.rounded(a) }
        table["double.trunc"] = unary { (a: Double) in CEL.truncated(a) }
        table["double.isNaN"] = unary { (a: Double) in CEL.isNaN(a) }
        table["double.isInf"] = unary { (a: Double) in CEL.isInfinite(a) }
        table["double.isFinite"] = unary { (a: Double) in CEL.isFinite(a) }
        addBits("int", Int.self, to: &table)
        addBits("uint", UInt.self, to: &table)
        return table
    }()

    private static func addBits<Number: FixedWidthInteger & ValueBox & SendableMetatype>(
        _ type: String, _: Number.Type, to table: inout [String: Function]
    ) {
        table["\(type).bitAnd"] = binary { (a: Number, b: Number) in CEL.bitAnd(a, b) }
        table["\(type).bitOr"] = binary { (a: Number, b: Number) in CEL.bitOr(a, b) }
        table["\(type).bitXor"] = binary { (a: Number, b: Number) in CEL.bitXor(a, b) }
        table["\(type).bitNot"] = unary { (a: Number) in CEL.bitNot(a) }
        table["\(type).bitShiftLeft"] = binary { (a: Number, b: Int) throws(EvaluationError) in
            try CEL.bitShiftLeft(a, b)
        }
        table["\(type).bitShiftRight"] = binary { (a: Number, b: Int) throws(EvaluationError) in
            try CEL.bitShiftRight(a, b)
        }
    }
}
