import AnnalsFunctions
import AnnalsPattern
import AnnalsValues

/// What can be decided of a call whose arguments are literals, before anything runs.
///
/// Only what the language defines exactly: integers, the texts of times, and patterns.
enum LiteralFolding {
    enum Outcome {
        /// The result itself.
        case value(Literal)
        /// The same call by a row that cannot fail, because the literal has been checked.
        case row(String)
        /// The same with another literal in the place of the last argument.
        case rowWith(String, Literal)
        /// It fails whenever it runs.
        case alwaysFails(String)
        /// A literal that is malformed: a mistake in the schema.
        case malformed(String, argument: Int)
    }

    /// Nil when nothing is known.
    static func outcome(of overload: Overload, _ arguments: [TypedNode]) -> Outcome? {
        let literals = arguments.map { argument -> Literal? in
            if case .literal(let literal) = argument.kind { literal } else { nil }
        }
        if let outcome = arithmetic(overload.id, literals) { return outcome }
        switch (overload.id, literals.first ?? nil, literals.last ?? nil) {
        case ("string.timestamp", .string(let text)?, _):
            return Timestamp(text) == nil
                ? .malformed("'\(text)' is no timestamp such as 2026-01-31T12:00:00Z", argument: 0)
                : .row("string.timestampLiteral")
        case ("string.duration", .string(let text)?, _):
            return TimeSpan(units: text) == nil
                ? .malformed("'\(text)' is no duration such as 1h30m or 1.5s", argument: 0)
                : .row("string.durationLiteral")
        case ("string.decimal", .string(let text)?, _):
            return DecimalNumber(text) == nil
                ? .malformed("'\(text)' is no decimal such as 12.50", argument: 0) : .row("string.decimalLiteral")
        case ("decimal.round", _, .int(let places)?):
            return places >= DecimalNumber.leastSafePlaces ? .row("decimal.roundLiteral") : nil
        case ("string.matches", _, _), ("regex.extract", _, _), ("regex.extractAll", _, _), ("regex.replace", _, _),
            ("regex.replaceLimit", _, _):
            return pattern(overload.id, literals)
        case (let id, _, .string(let zone)?) where id.hasPrefix("timestamp.get") && id.hasSuffix("In"):
            return ZoneOffset.seconds(zone).map { .rowWith("\(id.dropLast(2))At", .int($0)) }
                ?? .malformed(
                    "'\(zone)' is no offset such as +02:00 or UTC; named time zones change, and a replay must not",
                    argument: 1)
        case ("int.bitShiftLeft", _, .int(let places)?), ("int.bitShiftRight", _, .int(let places)?),
            ("uint.bitShiftLeft", _, .int(let places)?), ("uint.bitShiftRight", _, .int(let places)?):
            return places < 0 ? .alwaysFails("bits cannot be moved by \(places) places") : nil
        case ("list.index", _, .int(let index)?): return element(index, of: arguments[0])
        case ("int.uint", .int(let number)?, _):
            return UInt(exactly: number).map { .value(.uint($0)) }
                ?? .alwaysFails("\(number) is negative and no uint")
        case ("uint.int", .uint(let number)?, _):
            return Int(exactly: number).map { .value(.int($0)) }
                ?? .alwaysFails("\(number) is too large for an int")
        case ("int.double", .int(let number)?, _): return .value(.double(Double(number)))
        default: return nil
        }
    }

    /// A literal pattern is compiled here; with it, a replacement needs to be a literal too.
    private static func pattern(_ id: String, _ literals: [Literal?]) -> Outcome? {
        guard case .string(let source)? = literals[1] else { return nil }
        let pattern: Pattern
        do {
            pattern = try Pattern(source)
        } catch {
            return .malformed("this is no pattern: \(error.message)", argument: 1)
        }
        if id.hasPrefix("regex.extract"), pattern.groupCount > 1 {
            return .malformed(
                "\(pattern.groupCount) groups, but one at most can be extracted: write (?:…)", argument: 1)
        }
        if id.hasPrefix("regex.replace") {
            guard case .string(let replacement)? = literals[2] else { return nil }
            do {
                _ = try ReplacementText(replacement, groupCount: pattern.groupCount)
            } catch {
                return .malformed(error.message, argument: 2)
            }
        }
        return .row("\(id)Literal")
    }

    private static func element(_ index: Int, of list: TypedNode) -> Outcome? {
        if index < 0 { return .alwaysFails("an index counts from 0") }
        guard case .list(let elements) = list.kind, index >= elements.count else { return nil }
        return .alwaysFails("the list has \(elements.count) elements, counted from 0")
    }

    // MARK: - Integers

    private static func arithmetic(_ id: String, _ literals: [Literal?]) -> Outcome? {
        let parts = id.split(separator: ".", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let operation = String(parts[1])
        switch (String(parts[0]), literals.first ?? nil, literals.last ?? nil) {
        case ("int", .int(let left)?, .int(let right)?):
            if operation == "negate" {
                return folded(Int(0).subtractingReportingOverflow(left)) { .int($0) }
            }
            return integers(operation, left, right) { .int($0) }
        case ("uint", .uint(let left)?, .uint(let right)?): return integers(operation, left, right) { .uint($0) }
        case ("int", _, .int(let divisor)?) where operation == "divide" || operation == "modulo":
            return divisor == -1 ? nil : division(id, byZero: divisor == 0)
        case ("uint", _, .uint(let divisor)?) where operation == "divide" || operation == "modulo":
            return division(id, byZero: divisor == 0)
        default: return nil
        }
    }

    private static func division(_ id: String, byZero: Bool) -> Outcome {
        byZero ? .alwaysFails("it divides by zero") : .row("\(id)Literal")
    }

    private static func integers<Number: FixedWidthInteger>(
        _ operation: String, _ left: Number, _ right: Number, _ literal: (Number) -> Literal
    ) -> Outcome? {
        switch operation {
        case "add": return folded(left.addingReportingOverflow(right), literal)
        case "subtract": return folded(left.subtractingReportingOverflow(right), literal)
        case "multiply": return folded(left.multipliedReportingOverflow(by: right), literal)
        case "divide", "modulo":
            if right == 0 { return division("", byZero: true) }
            return operation == "divide"
                ? folded(left.dividedReportingOverflow(by: right), literal)
                : folded(left.remainderReportingOverflow(dividingBy: right), literal)
        default: return nil
        }
    }

    private static func folded<Number: FixedWidthInteger>(
        _ result: (partialValue: Number, overflow: Bool), _ literal: (Number) -> Literal
    ) -> Outcome {
        result.overflow
            ? .alwaysFails("the result does not fit in 64 bits") : .value(literal(result.partialValue))
    }
}
