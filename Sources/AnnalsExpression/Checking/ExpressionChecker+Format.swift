import AnnalsFunctions

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
        let arguments = values.compactMap { $0 }
        guard let isTotal = fits(pattern, arguments, target.range) else { return nil }
        return make(
            .format(pattern, arguments), .string, fails: !isTotal || (arguments + [pattern]).contains(where: \.canFail),
            range)
    }

    /// Whether a text is a literal whose clauses show all values of its arguments; nil when a mistake was reported.
    private mutating func fits(_ pattern: TypedNode, _ arguments: [TypedNode], _ range: Range<Int>) -> Bool? {
        for argument in arguments where argument.type.formatKind == nil {
            report(argument.range, "format", "a value of type \(argument.type) cannot be formatted")
            return nil
        }
        guard case .literal(.string(let text)) = pattern.kind else { return false }
        let clauses: [FormatText.Clause]
        do {
            clauses = try FormatText(text).clauses
        } catch {
            report(range, "format", error.message)
            return nil
        }
        guard clauses.count <= arguments.count else {
            report(range, "format", "the text has \(clauses.count) clauses, but there are \(arguments.count) arguments")
            return nil
        }
        for argument in arguments.dropFirst(clauses.count) {
            warn(argument.range, "format", "no clause of the text shows this argument")
        }
        var isTotal = true
        for (clause, argument) in zip(clauses, arguments) {
            guard let kind = argument.type.formatKind else { continue }
            switch clause.fit(kind) {
            case .all: continue
            case .some: isTotal = false
            case .none:
                report(
                    argument.range, "format", "\(clause.symbol) cannot show a value of type \(argument.type)",
                    suggestion: "write %s in the text")
                return nil
            }
        }
        return isTotal
    }
}

extension ExpressionType {
    /// How a value is formatted; nil when it cannot be.
    fileprivate var formatKind: FormatArgument.Kind? {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .decimal: .decimal
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .list(let element): element == .undetermined || element.formatKind != nil ? .list : nil
        case .map(_, let value): value == .undetermined || value.formatKind != nil ? .map : nil
        default: nil
        }
    }
}
