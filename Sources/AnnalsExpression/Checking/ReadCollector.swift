/// Collects which parts of the root variables an expression reads.
struct ReadCollector {
    private let roots: Set<String>
    private var reads: Set<[String]> = []
    /// What the variables of macros stand for: the elements of a path, or nothing that is known.
    private var aliases: [String: [String]?] = [:]

    static func reads(of node: TypedNode, roots: Set<String>) -> Set<[String]> {
        var collector = ReadCollector(roots: roots)
        collector.visit(node)
        return collector.reads
    }

    private init(roots: Set<String>) {
        self.roots = roots
    }

    private mutating func visit(_ node: TypedNode) {
        if let path = path(node) {
            reads.insert(path)
            return
        }
        switch node.kind {
        case .literal, .variable: break
        case .field(let operand, _), .present(let operand), .required(let operand), .optionalField(let operand, _),
            .has(let operand, _), .not(let operand), .coerce(_, let operand):
            visit(operand)
        case .call(_, let arguments), .list(let arguments): arguments.forEach { visit($0) }
        case .and(let left, let right), .or(let left, let right):
            visit(left)
            visit(right)
        case .conditional(let condition, let first, let second): [condition, first, second].forEach { visit($0) }
        case .map(let entries):
            for entry in entries {
                visit(entry.key)
                visit(entry.value)
            }
        case .record(_, let fields): fields.forEach { visit($0.value) }
        case .comprehension(let comprehension): visit(comprehension)
        }
    }

    private mutating func visit(_ comprehension: TypedNode.Comprehension) {
        let rangePath = path(comprehension.range)
        if rangePath == nil { visit(comprehension.range) }
        let outer = aliases[comprehension.variable]
        aliases[comprehension.variable] = rangePath.map { $0 + ["*"] }
        comprehension.condition.map { visit($0) }
        visit(comprehension.body)
        aliases[comprehension.variable] = outer
    }

    /// The path of an access that begins at a root.
    private func path(_ node: TypedNode) -> [String]? {
        switch node.kind {
        case .variable(let name):
            if let alias = aliases[name] { return alias }
            return roots.contains(name) ? [name] : nil
        case .field(let operand, let field), .optionalField(let operand, let field), .has(let operand, let field):
            guard case .map = operand.type else { return path(operand).map { $0 + [field] } }
            return path(operand)
        case .present(let operand), .required(let operand): return path(operand)
        case .coerce(_, let operand): return path(operand)
        default: return nil
        }
    }
}
