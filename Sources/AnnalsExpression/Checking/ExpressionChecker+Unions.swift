import AnnalsDiagnostics

extension ExpressionChecker {
    /// `Payment{card: CardPayment{…}}`: exactly one alternative, which says the tag.
    mutating func union(
        _ record: RecordName, _ discriminator: String, _ fields: [SyntaxNode.RecordField], _ nameRange: Range<Int>,
        _ range: Range<Int>
    ) -> TypedNode? {
        let alternatives = (environment.fields(of: record) ?? []).filter { $0.name != discriminator }
        let known = alternatives.map(\.name)
        guard fields.count == 1, let field = fields.first, !field.isOptional else {
            report(
                nameRange, "union",
                "\(record) is one of \(known.joined(separator: ", ")), found \(fields.count) of them",
                suggestion: known.first.map { "write \(record.name){\($0): …}" })
            return nil
        }
        guard let alternative = alternatives.first(where: { $0.name == field.name.text }) else {
            let isTag = field.name.text == discriminator
            report(
                field.name.range, "union",
                isTag
                    ? "the tag '\(discriminator)' follows from the alternative"
                    : "\(record) has no alternative '\(field.name.text)'; it has \(known.joined(separator: ", "))",
                suggestion: Suggestion.closest(to: field.name.text, in: known).map { "did you mean '\($0)'?" })
            return nil
        }
        guard case .optional(let type) = alternative.type, let value = node(field.value, expecting: type),
            let assigned = assign(value, to: type)
        else { return nil }
        return make(
            .union(record, tag: alternative.name, assigned), .record(record), fails: assigned.canFail, range)
    }
}
