import AnnalsFunctions
import AnnalsValues
import Testing

/// Arithmetic has a result or an error; it never traps and never wraps.
@Suite struct ArithmeticTests {
    private func apply<Number: FixedWidthInteger>(
        _ symbol: Character, _ left: Number, _ right: Number
    ) throws(EvaluationError) -> Number {
        switch symbol {
        case "+": try CEL.add(left, right)
        case "-": try CEL.subtract(left, right)
        case "*": try CEL.multiply(left, right)
        case "/": try CEL.divide(left, right)
        default: try CEL.modulo(left, right)
        }
    }

    @Test(arguments: [
        (Int.max - 1, "+" as Character, 1, Int.max), (.min + 1, "-", 1, .min), (.max / 7, "*", 7, .max), (7, "/", 2, 3),
        (-7, "/", 2, -3), (7, "/", -2, -3), (7, "%", -2, 1), (-7, "%", 2, -1), (.min, "%", 2, 0),
        (.min, "/", 1, .min),
    ])
    func ints(_ left: Int, _ symbol: Character, _ right: Int, _ result: Int) throws {
        #expect(try apply(symbol, left, right) == result)
    }

    @Test(arguments: [
        (Int.max, "+" as Character, 1, EvaluationError.Kind.overflow), (.min, "-", 1, .overflow),
        (.min, "*", -1, .overflow),
        (.max, "*", 2, .overflow), (.min, "/", -1, .overflow), (.min, "%", -1, .overflow),
        (1, "/", 0, .divisionByZero), (0, "%", 0, .divisionByZero),
    ])
    func intErrors(_ left: Int, _ symbol: Character, _ right: Int, _ kind: EvaluationError.Kind) {
        #expect(failure { () throws(EvaluationError) in try apply(symbol, left, right) }?.kind == kind)
    }

    @Test(arguments: [
        (UInt.max, "+" as Character, UInt(1), EvaluationError.Kind.overflow), (0, "-", 1, .overflow),
        (.max, "*", 2, .overflow),
        (1, "/", 0, .divisionByZero), (1, "%", 0, .divisionByZero),
    ])
    func uintErrors(_ left: UInt, _ symbol: Character, _ right: UInt, _ kind: EvaluationError.Kind) {
        #expect(failure { () throws(EvaluationError) in try apply(symbol, left, right) }?.kind == kind)
    }

    @Test func negation() throws {
        #expect(try CEL.negate(Int.max) == -Int.max)
        #expect(failure { () throws(EvaluationError) in try CEL.negate(Int.min) }?.kind == .overflow)
        #expect(CEL.negate(0.0).sign == .minus)
    }

    @Test func doublesFollowIEEE() {
        #expect(CEL.divide(1.0, 0.0) == .infinity)
        #expect(CEL.divide(0.0, 0.0).isNaN)
        #expect(CEL.multiply(1e300, 1e300) == .infinity)
        #expect(CEL.subtract(0.3, 0.1) == 0.3 - 0.1)
    }

    @Test func messagesShowTheOperation() {
        let overflow = failure { () throws(EvaluationError) in try CEL.add(Int.max, 1) }
        #expect(overflow?.description == "9223372036854775807 + 1 does not fit in 64 bits")
        let division = failure { () throws(EvaluationError) in try CEL.modulo(5, 0) }
        #expect(division?.description == "5 % 0 divides by zero")
    }

    @Test func sums() throws {
        #expect(try CEL.sum([Int]()) == 0)
        #expect(try CEL.sum([1, 2, 3]) == 6)
        #expect(failure { () throws(EvaluationError) in try CEL.sum([Int.max, 1, -5]) }?.kind == .overflow)
        #expect(CEL.sum([0.1, 0.2, 0.3]) == 0.1 + 0.2 + 0.3)
        #expect(try CEL.sum([TimeSpan(nanoseconds: 2), TimeSpan(nanoseconds: -3)]) == TimeSpan(nanoseconds: -1))
    }
}

/// The error of an evaluation; nil when it has a result.
func failure<Value>(_ body: () throws(EvaluationError) -> Value) -> EvaluationError? {
    do throws(EvaluationError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
