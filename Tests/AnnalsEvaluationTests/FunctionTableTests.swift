import AnnalsEvaluation
import AnnalsExpression
import AnnalsFunctions
import AnnalsValues
import Testing

/// Overload table and function table say the same.
@Suite struct FunctionTableTests {
    @Test func everyRowHasAFunctionAndEveryFunctionARow() {
        #expect(Set(FunctionTable.functions.keys) == Set(OverloadTable.all.map(\.id)))
    }

    @Test func everyRowHasAnIDOfItsOwn() {
        #expect(Set(OverloadTable.all.map(\.id)).count == OverloadTable.all.count)
    }

    /// A row with the wrong function would fail here: with the wrong types, or with a result of another type.
    @Test(arguments: OverloadTable.all)
    func takesAndGivesWhatTheRowSays(row: Overload) throws {
        let function = try #require(FunctionTable.functions[row.id])
        let arguments = try row.parameters.enumerated().map { index, parameter in
            try #require(Self.sample(parameter, of: row, at: index))
        }
        let result = try function(arguments)
        #expect(Self.fits(result, row.result), "\(row.id) gives \(result)")
    }

    /// A row that cannot fail does not do so for odd arguments either.
    @Test(arguments: OverloadTable.all.filter { !$0.canFail && !$0.name.hasPrefix("$") })
    func doesNotFailWhereTheRowSaysSo(row: Overload) throws {
        let function = try #require(FunctionTable.functions[row.id])
        for turn in 0..<8 {
            let arguments = row.parameters.enumerated().compactMap { Self.odd($1, turn >> $0) }
            try #require(arguments.count == row.parameters.count)
            #expect(throws: Never.self) { try function(arguments) }
        }
    }

    @Test func aWrongNumberOrTypeOfArgumentsIsAnErrorAndNoCrash() throws {
        let add = try #require(FunctionTable.functions["int.add"])
        for arguments in [[], [.int(1)], [.int(1), .string("a")], [.int(1), .int(2), .int(3)]] as [[Value]] {
            #expect(throws: EvaluationError.self) { try add(arguments) }
        }
    }
}

extension FunctionTableTests {
    /// An argument that every row of the table takes without an error.
    static func sample(_ pattern: Overload.Pattern, of row: Overload, at index: Int) -> Value? {
        switch pattern {
        case .type(.bool): .bool(true)
        case .type(.int): row.id.hasPrefix("list.") ? .int(0) : .int(2)
        case .type(.uint): .uint(2)
        case .type(.double): .double(2.5)
        case .type(.string): text(for: row, at: index)
        case .type(.bytes): .bytes([0x61])
        case .type(.timestamp): Timestamp("2024-02-29T12:30:45.678Z").map { .timestamp($0) }
        case .type(.duration): .duration(TimeSpan(nanoseconds: 5_000_000_000))
        case .type(.decimal): DecimalNumber("1.50").map { .decimal($0) }
        case .list(.type(let type)): sample(.type(type), of: row, at: index).map { .list([$0]) }
        case .list(.list): .list([.list([.int(1)])])
        case .list: .list([.int(1)])
        case .map: .map(["k": .int(1)])
        case .optional(let wrapped): sample(wrapped, of: row, at: index).map { .optional($0) }
        case .parameter("K"): .string("k")
        case .parameter: .int(1)
        case .type: nil
        }
    }

    private static func text(for row: Overload, at index: Int) -> Value {
        switch row.id {
        case "string.int", "string.uint", "string.double", "string.bool", "string.decimal", "string.decimalLiteral":
            .string("1")
        case "string.timestamp", "string.timestampLiteral": .string("2024-02-29T00:00:00Z")
        case "string.duration", "string.durationLiteral": .string("1h30m")
        case "base64.decode": .string("YWJj")
        case _ where row.id.hasPrefix("timestamp.get"): .string("+02:00")
        default: .string(index == 0 ? "abcabc" : "b")
        }
    }

    /// An argument at an edge of its type.
    static func odd(_ pattern: Overload.Pattern, _ turn: Int) -> Value? {
        let isEven = turn % 2 == 0
        switch pattern {
        case .type(.bool): return .bool(isEven)
        case .type(.int): return .int(isEven ? .min : .max)
        case .type(.uint): return .uint(isEven ? 0 : .max)
        case .type(.double): return .double(isEven ? .nan : -.infinity)
        case .type(.string): return .string(isEven ? "" : "e\u{301}\r\n👨‍👩‍👧")
        case .type(.bytes): return .bytes(isEven ? [] : [0xFF])
        case .type(.timestamp): return .timestamp(isEven ? .min : .max)
        case .type(.duration): return .duration(TimeSpan(nanoseconds: isEven ? .min : .max))
        case .type(.decimal): return DecimalNumber(isEven ? "0" : "-99999.99").map { .decimal($0) }
        case .list(.type(let type)): return isEven ? .list([]) : odd(.type(type), 0).map { .list([$0, $0]) }
        case .list(.list): return .list(isEven ? [] : [.list([.double(.nan)]), .list([])])
        case .list: return .list(isEven ? [] : [.double(.nan)])
        case .map: return .map(isEven ? [:] : ["": .double(.nan)])
        case .optional(let wrapped): return isEven ? .optional(nil) : odd(wrapped, 1).map { .optional($0) }
        case .parameter("K"): return .string(isEven ? "" : "k")
        case .parameter: return .double(.nan)
        case .type: return nil
        }
    }

    static func fits(_ value: Value, _ pattern: Overload.Pattern) -> Bool {
        switch (value, pattern) {
        case (.bool, .type(.bool)), (.int, .type(.int)), (.uint, .type(.uint)), (.double, .type(.double)),
            (.string, .type(.string)), (.bytes, .type(.bytes)), (.timestamp, .type(.timestamp)),
            (.duration, .type(.duration)), (.decimal, .type(.decimal)), (.int, .parameter):
            true
        case (.list(let elements), .list(let element)): elements.allSatisfy { fits($0, element) }
        case (.map(let members), .map(_, let element)): members.values.allSatisfy { fits($0, element) }
        case (.optional(let wrapped), .optional(let element)): wrapped.map { fits($0, element) } ?? true
        default: false
        }
    }
}
