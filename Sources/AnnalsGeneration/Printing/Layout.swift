/// A piece of code that is printed on one line where it fits and broken at its outermost lists where it does not.
indirect enum Layout: Sendable, ExpressibleByStringInterpolation {
    /// Text without line breaks.
    case text(String)
    /// Pieces one after the other; only the last one that can be broken is.
    case sequence([Layout])
    /// `open a, b close`; broken: the elements on a line of their own, or each on one.
    case list(open: String, items: [Layout], close: String)
    /// `{ parameters in body }`; broken: the body on a line of its own.
    case closure(parameters: String, body: Layout)
    /// `first op second op third`; broken: a line break before each operator.
    case operands([Layout], operators: [String])

    /// The length of a line.
    static let width = 120

    init(stringLiteral text: String) { self = .text(text) }

    static func + (left: Layout, right: Layout) -> Layout { .sequence([left, right]) }

    /// `name(arguments)`.
    static func call(_ name: String, _ arguments: [Layout]) -> Layout {
        .sequence([.text(name), .list(open: "(", items: arguments, close: ")")])
    }

    /// `label: value`.
    static func labelled(_ label: String, _ value: Layout) -> Layout { .sequence([.text("\(label): "), value]) }

    /// The code on one line.
    var flat: String {
        switch self {
        case .text(let text): text
        case .sequence(let parts): parts.map(\.flat).joined()
        case .list(let open, let items, let close): open + items.map(\.flat).joined(separator: ", ") + close
        case .closure(let parameters, let body):
            parameters.isEmpty ? "{ \(body.flat) }" : "{ \(parameters) in \(body.flat) }"
        case .operands(let operands, let operators):
            zip([""] + operators, operands).map { $0.isEmpty ? $1.flat : " \($0) \($1.flat)" }.joined()
        }
    }

    /// The code with line breaks where it would be longer than a line.
    ///
    /// - Parameters:
    ///   - indentation: The column at which the statement begins.
    ///   - column: The column at which this piece begins.
    ///   - trailing: How many characters follow on the last line.
    func text(indentation: Int, column: Int, trailing: Int = 0) -> String {
        let flat = flat
        if column + flat.utf8.count + trailing <= Layout.width { return flat }
        let inner = indentation + 4
        let margin = "\n" + String(repeating: " ", count: inner)
        let end = "\n" + String(repeating: " ", count: indentation)
        switch self {
        case .text(let text): return text
        case .sequence(let parts): return Layout.broken(parts, indentation, column, trailing)
        case .list(let open, let items, let close):
            guard !items.isEmpty else { return flat }
            let line = items.map(\.flat).joined(separator: ", ")
            if inner + line.utf8.count <= Layout.width { return open + margin + line + end + close }
            let lines = items.map { $0.text(indentation: inner, column: inner, trailing: 1) }
            return open + margin + lines.joined(separator: "," + margin) + (close == "]" ? "," : "")
                + end + close
        case .closure(let parameters, let body):
            let head = parameters.isEmpty ? "{" : "{ \(parameters) in"
            return head + margin + body.text(indentation: inner, column: inner) + end + "}"
        case .operands(let operands, let operators):
            var text = operands[0].text(indentation: indentation, column: column)
            for (symbol, operand) in zip(operators, operands.dropFirst()) {
                let start = inner + symbol.utf8.count + 1
                text += margin + symbol + " " + operand.text(indentation: inner, column: start)
            }
            return text
        }
    }

    /// Whether breaking changes anything.
    private var isBreakable: Bool {
        switch self {
        case .text: false
        case .sequence(let parts): parts.contains(where: \.isBreakable)
        case .list(_, let items, _): !items.isEmpty
        case .closure: true
        case .operands(let operands, _): operands.count > 1
        }
    }

    private static func broken(_ parts: [Layout], _ indentation: Int, _ column: Int, _ trailing: Int) -> String {
        let chosen = parts.lastIndex(where: \.isBreakable)
        var text = ""
        var column = column
        for (index, part) in parts.enumerated() {
            let rest = parts[(index + 1)...].reduce(trailing) { $0 + $1.flat.utf8.count }
            let piece =
                index == chosen
                ? part.text(indentation: indentation, column: column, trailing: rest) : part.flat
            text += piece
            let lastLine = piece.utf8.lastIndex(of: UInt8(ascii: "\n")).map { piece.utf8[$0...].count - 1 }
            column = lastLine ?? column + piece.utf8.count
        }
        return text
    }
}
