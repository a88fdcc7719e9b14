import AnnalsFunctions
import AnnalsValues
import Testing

@Suite struct CollectionTests {
    @Test(arguments: [-1, 2, Int.min, Int.max])
    func indexesOutside(_ index: Int) {
        let error = failure { () throws(EvaluationError) in try CEL.element(["a", "b"], index) }
        #expect(error?.kind == .indexOutOfRange)
        #expect(error?.message == "there is no element \(index) in a list of 2")
        #expect(CEL.optionalElement(["a", "b"], index) == nil)
    }

    @Test func elements() throws {
        #expect(try CEL.element(["a", "b"], 1) == "b")
        #expect(CEL.optionalElement(["a", "b"], 0) == "a")
        #expect(CEL.size([1, 2]) == 2)
        #expect(CEL.concatenate([1], [2, 1]) == [1, 2, 1])
        #expect(CEL.reversed([1, 2, 3]) == [3, 2, 1])
    }

    @Test func mapsKeepTheirOrderAndTheirBytes() throws {
        let map = try CEL.members([("é", 1), ("a", 2), ("e\u{301}", 3)])
        #expect(map.map(\.key) == ["é", "a", "e\u{301}"])
        #expect(try CEL.value(map, "e\u{301}") == 3)
        #expect(CEL.optionalValue(map, "b") == nil && CEL.isKey("é", map) && !CEL.isKey("E", map))
        #expect(failure { () throws(EvaluationError) in try CEL.value(map, "b") }?.kind == .noSuchKey)
        #expect(failure { () throws(EvaluationError) in try CEL.members([("a", 1), ("a", 1)]) }?.kind == .duplicateKey)
    }

    @Test func equalityIsExact() {
        let list = [Double.nan]
        #expect(!CEL.equal(list, list))
        #expect(CEL.equal([0.0], [-0.0]))
        #expect(!CEL.equal(["é"], ["e\u{301}"]))
        #expect(CEL.equal(["a": 1, "b": 2] as OrderedMap, ["b": 2, "a": 1]))
        #expect(!CEL.equal([1], [1, 2]))
        #expect(CEL.isElement("é", ["x", "é"]) && !CEL.isElement("é", ["e\u{301}"]))
        #expect(!CEL.isElement(.nan, list))
        #expect(CEL.distinct([3, 1, 3, 2, 1]) == [3, 1, 2])
        #expect(CEL.distinct([Double.nan, .nan]).count == 2)
    }

    @Test func orders() throws {
        #expect(!CEL.less(Double.nan, 1) && !CEL.greaterOrEqual(Double.nan, 1) && !CEL.lessOrEqual(.nan, Double.nan))
        #expect(CEL.less(false, true) && !CEL.less(true, true) && CEL.greaterOrEqual(true, true))
        #expect(CEL.less([1, 2] as [UInt8], [1, 2, 0]) && CEL.greater([2], [1, 9] as [UInt8]))
        #expect(CEL.sorted([3, 1, 2]) == [1, 2, 3])
        #expect(CEL.sorted(["b", "é", "a", "e\u{301}"]).map { Array($0.utf8).first } == [0x61, 0x62, 0x65, 0xC3])
        #expect(CEL.sorted([.nan, 2, -.infinity, 1] as [Double]).prefix(3) == [-.infinity, 1, 2])
        #expect(try CEL.smallest(["b", "a"]) == "a" && CEL.largest([1.5, 2.5]) == 2.5)
        #expect(failure { () throws(EvaluationError) in try CEL.smallest([Int]()) }?.kind == .invalidArgument)
    }

    // MARK: - Logic

    private static let error = EvaluationError(.overflow, "left")
    private static func fails() throws(EvaluationError) -> Bool { throw error }
    private static func failsOtherwise() throws(EvaluationError) -> Bool {
        throw EvaluationError(.divisionByZero, "right")
    }

    @Test func oneSideCanDecideDespiteAnError() throws {
        #expect(try !CEL.and(CollectionTests.fails) { false })
        #expect(try !CEL.and({ false }, CollectionTests.fails))
        #expect(try CEL.or(CollectionTests.fails) { true })
        #expect(try CEL.or({ true }, CollectionTests.fails))
    }

    private static func isTrue() throws(EvaluationError) -> Bool { true }
    private static func isFalse() throws(EvaluationError) -> Bool { false }

    @Test func theFirstErrorIsKept() {
        typealias Tests = CollectionTests
        let undecided = [
            failure { () throws(EvaluationError) in try CEL.and(Tests.fails, Tests.isTrue) },
            failure { () throws(EvaluationError) in try CEL.or(Tests.fails, Tests.isFalse) },
            failure { () throws(EvaluationError) in try CEL.and(Tests.fails, Tests.failsOtherwise) },
            failure { () throws(EvaluationError) in try CEL.or(Tests.isFalse, Tests.fails) },
        ]
        for error in undecided { #expect(error == Tests.error) }
    }

    /// Fails at zero, else tests whether a number is positive.
    private static func isPositive(_ number: Int) throws(EvaluationError) -> Bool {
        if number == 0 { throw error }
        return number > 0
    }

    @Test func macrosAbsorbErrorsAsTheOperatorsDo() throws {
        #expect(try CEL.all([0, -1], CollectionTests.isPositive) == false)
        #expect(failure { () throws(EvaluationError) in try CEL.all([0, 1], CollectionTests.isPositive) } != nil)
        #expect(try CEL.exists([0, 1], CollectionTests.isPositive))
        #expect(failure { () throws(EvaluationError) in try CEL.exists([0, -1], CollectionTests.isPositive) } != nil)
        #expect(try CEL.all([], CollectionTests.isPositive) && !CEL.exists([], CollectionTests.isPositive))
        #expect(try CEL.existsOne([1, -1], CollectionTests.isPositive))
        #expect(try !CEL.existsOne([1, 1], CollectionTests.isPositive))
        #expect(
            failure { () throws(EvaluationError) in try CEL.existsOne([1, 1, 0], CollectionTests.isPositive) } != nil)
        #expect(try CEL.filter([1, -1, 2], CollectionTests.isPositive) == [1, 2])
    }

    @Test func optionals() throws {
        #expect(try CEL.value(CEL.optionalOf(1)) == 1)
        #expect(failure { () throws(EvaluationError) in try CEL.value(nil as Int?) }?.kind == .emptyOptional)
        #expect(CEL.orValue(nil, 2) == 2 && CEL.orValue(1, 2) == 1 && CEL.or(nil, 3) == 3)
        #expect(CEL.hasValue(1) && !CEL.hasValue(nil as Int?))
        let absent = failure { () throws(EvaluationError) in try CEL.required(nil as Int?, "note") }
        #expect(absent == EvaluationError(.absentField, "'note' is absent"))
        #expect(CEL.ifPresent(1, { $0 + 1 }, else: { 0 }) == 2 && CEL.ifPresent(nil as Int?, { $0 }, else: { 0 }) == 0)
    }
}
