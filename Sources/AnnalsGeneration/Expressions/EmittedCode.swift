/// Swift for an expression with how tightly it binds.
struct EmittedCode {
    /// How tightly Swift's operators bind, from loose to tight.
    enum Precedence: Int, Comparable {
        case ternary, comparison, nilCoalescing, casting, addition, multiplication, prefix, postfix

        static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
    }

    let layout: Layout
    let precedence: Precedence

    init(_ layout: Layout, _ precedence: Precedence = .postfix) {
        self.layout = layout
        self.precedence = precedence
    }

    /// The code, in parentheses when it binds less tightly than its place needs.
    func binding(_ minimum: Precedence) -> Layout {
        precedence < minimum ? "(" + layout + ")" : layout
    }

    /// The code as the operand of a member access.
    var base: Layout { binding(.postfix) }
}
