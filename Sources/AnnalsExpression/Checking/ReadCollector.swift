/// Collects which parts of the root variables an expression reads.
struct ReadCollector {
    private let roots: Set<String>
    private var reads: Set<[String]> = []
    /// What the variables of macros stand for: the elements of some paths, or nothing that is known.
    private var aliases: [String: [[String]]] = [:]

    static func reads(of node: TypedNode, roots: Set<String>) -> Set<[String]> {
        var collector = ReadCollector(roots: roots)
        collector.visit(node)
        return collector.reads
    }

    private init(roots: Set<String>) {
        self.roots = roots
    }

    private mutating func visit(_ node: TypedNode) {
        reads.formUnion(places(node))
    }

    /// The paths whose values the node passes on as they are; everything else that is read in it is collected.
    private mutating func places(_ node: TypedNode) -> [[String]] {
        switch node.kind {
        case .literal: return []
        case .variable(let name): return aliases[name] ?? (roots.contains(name) ? [[name]] : [])
        case .field(let operand, let field), .optionalField(let operand, let field):
            return places(operand).map { $0 + [isMap(operand) ? "*" : field] }
        case .has(let operand, let field):
            let found = places(operand)
            reads.formUnion(found.map { $0 + [isMap(operand) ? "*" : field] })
            return []
        case .present(let operand), .required(let operand), .coerce(_, let operand): return places(operand)
        case .conditional(let condition, let first, let second):
            visit(condition)
            return places(first) + places(second)
        case .call(let overload, let arguments): return places(overload, arguments)
        case .comprehension(let comprehension): return places(comprehension)
        case .not(let operand): visit(operand)
        case .list(let elements): elements.forEach { visit($0.value) }
        case .and(let left, let right), .or(let left, let right): [left, right].forEach { visit($0) }
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }.forEach { visit($0) }
        case .record(_, let fields): fields.forEach { visit($0.value) }
        case .union(_, _, let value): visit(value)
        case .bind(let variable, let value, let body):
            let found = places(value)
            return within([variable.name: found]) { $0.places(body) }
        case .optionalMap(let operand, let variable, let body, _):
            let found = places(operand)
            return within([variable.name: found]) { $0.places(body) }
        case .format(let text, let arguments): ([text] + arguments).forEach { visit($0) }
        }
        return []
    }

    private mutating func places(_ overload: Overload, _ arguments: [TypedNode]) -> [[String]] {
        switch overload.id {
        case "list.index", "list.optionalIndex", "map.index", "map.optionalIndex":
            visit(arguments[1])
            return places(arguments[0]).map { $0 + ["*"] }
        case "optional.of", "optional.value", "optional.orValue", "optional.or", "list.reverse", "list.distinct":
            return arguments.flatMap { places($0) }
        default:
            arguments.forEach { visit($0) }
            return []
        }
    }

    private mutating func places(_ comprehension: TypedNode.Comprehension) -> [[String]] {
        let range = places(comprehension.range)
        var inner: [String: [[String]]] = [:]
        for variable in comprehension.variables { inner[variable.name] = range.map { $0 + ["*"] } }
        if comprehension.variables.count == 2, !isMap(comprehension.range) {
            // An index stands for nothing that is read.
            inner[comprehension.variables[0].name] = []
        }
        within(inner) { collector in
            comprehension.condition.map { collector.visit($0) }
            collector.visit(comprehension.body)
        }
        // These pass the elements on as they are.
        return comprehension.macro == .filter || comprehension.macro == .sortBy ? range : []
    }

    private mutating func within<Result>(
        _ variables: [String: [[String]]], _ body: (inout ReadCollector) -> Result
    ) -> Result {
        let outer = aliases
        aliases.merge(variables) { _, inner in inner }
        defer { aliases = outer }
        return body(&self)
    }

    private func isMap(_ node: TypedNode) -> Bool {
        switch node.type {
        case .map, .optional(.map): true
        default: false
        }
    }
}
