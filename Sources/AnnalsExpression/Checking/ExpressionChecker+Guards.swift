/// The optionals that are known to be there, by the path of a plain access such as `["old", "note"]`.
struct Guards {
    /// Whether a path is there for certain; false where the guard may have failed before it could tell.
    private var certainty: [[String]: Bool] = [:]

    subscript(path: [String]) -> Bool? { certainty[path] }

    mutating func add(_ paths: Set<[String]>, isCertain: Bool) {
        for path in paths { certainty[path] = isCertain || certainty[path] == true }
    }

    /// Forgets a variable that another one of the same name hides.
    mutating func removeAll(under variable: String) {
        certainty = certainty.filter { $0.key.first != variable }
    }
}

extension ExpressionChecker {
    /// An access to an optional as its value, where a guard around shows that there is one.
    func guarded(_ access: TypedNode, by path: [String]?) -> TypedNode {
        guard case .optional(let wrapped) = access.type, let path, let isCertain = guards[path] else { return access }
        return isCertain
            ? make(.present(access), wrapped, fails: access.canFail, access.range)
            : make(.required(access), wrapped, fails: true, access.range)
    }

    /// The path of a plain access such as `old.address.street`; nil for anything else.
    func path(_ syntax: SyntaxNode) -> [String]? {
        switch syntax.kind {
        case .identifier(let name): [name]
        case .select(let operand, let field, isOptional: false): path(operand).map { $0 + [field.text] }
        default: nil
        }
    }

    /// The optionals that are known to be there when a condition is true (or false).
    func guarded(by condition: SyntaxNode, when isTrue: Bool) -> Set<[String]> {
        switch condition.kind {
        case .call(let name, target: nil, let arguments) where isTrue && name.text == "has" && arguments.count == 1:
            return path(arguments[0]).map { [$0] } ?? []
        case .call(let name, let target?, let arguments)
        where isTrue && name.text == "hasValue" && arguments.isEmpty:
            return path(target).map { [$0] } ?? []
        case .operation(let symbol, let operands, _) where symbol == (isTrue ? "!=" : "=="):
            return comparedToNull(symbol, operands).flatMap { path($0) }.map { [$0] } ?? []
        case .not(let operand): return guarded(by: operand, when: !isTrue)
        case .and(let left, let right):
            let (one, other) = (guarded(by: left, when: isTrue), guarded(by: right, when: isTrue))
            return isTrue ? one.union(other) : one.intersection(other)
        case .or(let left, let right):
            let (one, other) = (guarded(by: left, when: isTrue), guarded(by: right, when: isTrue))
            return isTrue ? one.intersection(other) : one.union(other)
        default: return []
        }
    }
}
