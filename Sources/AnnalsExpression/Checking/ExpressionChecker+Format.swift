extension ExpressionChecker {
    /// `"%s: %d".format([name, count])`. CEL takes a list of anything here; ours is written out, so that every argument
    /// keeps its type.
    mutating func format(
        _ target: SyntaxNode, _ arguments: [SyntaxNode], _ nameRange: Range<Int>, _ range: Range<Int>
    ) -> TypedNode? {
        guard arguments.count == 1, case .list(let elements) = arguments[0].kind,
            !elements.contains(where: \.isOptional)
        else {
            report(
                nameRange, "format", "format() takes its arguments as a list that is written out",
                suggestion: "write \(text(target.range)).format([a, b])")
            return nil
        }
        let pattern = node(target).flatMap { demand($0) }.map(viewed)
        let values = elements.map { node($0.value).flatMap { demand($0) }.map(viewed) }
        guard let pattern, !values.contains(where: { $0 == nil }) else { return nil }
        guard pattern.type == .string else {
            report(target.range, "type", "found \(pattern.type), expected string")
            return nil
        }
        return make(.format(pattern, values.compactMap { $0 }), .string, fails: true, range)
    }
}
