/// The text of `format()`, taken apart: `"%s: %.2f"`.
public struct FormatText: Sendable {
    /// What a clause makes of its argument.
    public enum Clause: Hashable, Sendable {
        /// `%s`: any value.
        case text
        /// `%d`: an integer, or a double that is no number.
        case decimal
        /// `%f` and `%.2f`: a number with so many places.
        case fixed(places: Int)
        /// `%e` and `%.2e`: a number in scientific notation.
        case scientific(places: Int)
        /// `%x` and `%X`: an integer, a text or bytes.
        case hexadecimal(isUppercase: Bool)
        /// `%o`: an integer.
        case octal
        /// `%b`: an integer or a bool.
        case binary

        /// Which values of a kind a clause can show.
        public enum Fit: Hashable, Sendable { case all, some, none }

        /// Which values of a kind the clause can show.
        public func fit(_ kind: FormatArgument.Kind) -> Fit {
            switch (self, kind) {
            case (.text, _), (_, .int), (_, .uint), (.fixed, .double), (.scientific, .double), (.hexadecimal, .string),
                (.hexadecimal, .bytes), (.binary, .bool):
                .all
            // Only NaN and the infinities.
            case (.decimal, .double): .some
            default: .none
            }
        }

        /// How the clause is written, without its precision.
        public var symbol: String {
            switch self {
            case .text: "%s"
            case .decimal: "%d"
            case .fixed: "%f"
            case .scientific: "%e"
            case .hexadecimal(let isUppercase): isUppercase ? "%X" : "%x"
            case .octal: "%o"
            case .binary: "%b"
            }
        }
    }

    /// A part of the text.
    public enum Part: Hashable, Sendable {
        case literal(String)
        case clause(Clause)
    }

    /// The parts from left to right.
    public let parts: [Part]

    /// The clauses from left to right, one for each argument.
    public var clauses: [Clause] {
        parts.compactMap { if case .clause(let clause) = $0 { clause } else { nil } }
    }

    /// The most decimal places that can be asked for.
    public static let mostPlaces = 1000

    /// Reads a text; fails for a clause that does not exist.
    public init(_ text: String) throws(EvaluationError) {
        var parts: [Part] = []
        var literal = ""
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "%" else {
                literal.unicodeScalars.append(scalar)
                continue
            }
            if scalars.first == "%" {
                scalars.removeFirst()
                literal += "%"
                continue
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(.clause(try FormatText.clause(&scalars)))
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        self.parts = parts
    }

    private static func clause(_ scalars: inout Substring.UnicodeScalarView) throws(EvaluationError) -> Clause {
        var written = "%"
        var places: Int?
        if scalars.first == "." {
            scalars.removeFirst()
            written += "."
            var number = 0
            while let digit = scalars.first, ("0"..."9").contains(digit), number <= mostPlaces {
                scalars.removeFirst()
                written.unicodeScalars.append(digit)
                number = number * 10 + Int(digit.value - 0x30)
            }
            guard number <= mostPlaces else {
                throw EvaluationError(.invalidFormat, "'\(written)' asks for more than \(mostPlaces) places")
            }
            places = number
        }
        guard let letter = scalars.popFirst() else {
            throw EvaluationError(.invalidFormat, "'\(written)' at the end is no clause: write %% for a percent sign")
        }
        written.unicodeScalars.append(letter)
        switch (letter, places) {
        case ("f", _): return .fixed(places: places ?? 6)
        case ("e", _): return .scientific(places: places ?? 6)
        case ("s", nil): return .text
        case ("d", nil): return .decimal
        case ("x", nil): return .hexadecimal(isUppercase: false)
        case ("X", nil): return .hexadecimal(isUppercase: true)
        case ("o", nil): return .octal
        case ("b", nil): return .binary
        default:
            throw EvaluationError(
                .invalidFormat, "'\(written)' is no clause; there are %s %d %f %e %x %X %o %b, and %.2f and %.2e")
        }
    }
}
