import AnnalsFunctions
import AnnalsValues

extension FunctionTable {
    static let decimals: [String: Function] = {
        typealias Number = DecimalNumber
        var table: [String: Function] = [:]
        table["decimal.add"] = binary { (a: Number, b: Number) throws(EvaluationError) in try CEL.add(a, b) }
        table["decimal.subtract"] = binary { (a: Number, b: Number) throws(EvaluationError) in try CEL.subtract(a, b) }
        table["decimal.multiply"] = binary { (a: Number, b: Number) throws(EvaluationError) in try CEL.multiply(a, b) }
        table["decimal.divide"] = binary { (a: Number, b: Number) throws(EvaluationError) in try CEL.divide(a, b) }
        table["decimal.negate"] = unary { (a: Number) in CEL.negate(a) }
        table["decimals.sum"] = unary { (a: [Number]) throws(EvaluationError) in try CEL.sum(a) }
        table["decimal.round"] = binary { (a: Number, b: Int) throws(EvaluationError) in try CEL.rounded(a, b) }
        table["decimal.roundLiteral"] = binary { (a: Number, b: Int) in CEL.roundedLiteral(a, b) }
        table["decimal.abs"] = unary { (a: Number) in CEL.absolute(a) }
        table["decimal.sign"] = unary { (a: Number) in CEL.sign(a) }
        table["decimal.decimal"] = unary { (a: Number) in CEL.decimal(a) }
        table["int.decimal"] = unary { (a: Int) in CEL.decimal(a) }
        table["uint.decimal"] = unary { (a: UInt) in CEL.decimal(a) }
        table["double.decimal"] = unary { (a: Double) throws(EvaluationError) in try CEL.decimal(a) }
        table["string.decimal"] = unary { (a: String) throws(EvaluationError) in try CEL.decimal(a) }
        table["string.decimalLiteral"] = unary { (a: String) throws(EvaluationError) in try CEL.decimal(a) }
        table["decimal.int"] = unary { (a: Number) throws(EvaluationError) in try CEL.int(a) }
        table["decimal.double"] = unary { (a: Number) throws(EvaluationError) in try CEL.double(a) }
        return table
    }()
}
