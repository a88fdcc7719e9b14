import AnnalsDiagnostics
import AnnalsYAML

/// Reads `union: { card: CardPayment, transfer: BankTransfer }` with its `discriminator`.
struct UnionReader {
    let fields: FieldReader

    func read(_ reader: MappingReader, _ node: Node, _ diagnostics: inout Diagnostics) -> Union? {
        let isOpen = reader.flag("open", &diagnostics)
        let discriminator = self.discriminator(reader, &diagnostics)
        guard let tags = MappingReader(node, "'union'", &diagnostics) else { return nil }
        guard !tags.all.isEmpty else {
            diagnostics.error(
                "schema.uninhabited", "a union needs at least one struct", at: node.location,
                suggestion: "write union: { card: CardPayment }")
            return nil
        }
        var cases: [UnionCase] = []
        for entry in tags.all {
            guard let alternative = alternative(entry, discriminator, &diagnostics) else { continue }
            if let first = cases.first(where: { $0.swiftName == alternative.swiftName }) {
                diagnostics.error(
                    "schema.duplicate-name",
                    "'\(first.tag)' and '\(alternative.tag)' would both be '\(alternative.swiftName)' in Swift",
                    at: entry.key.location, suggestion: "give one of them another name with name:")
                continue
            }
            cases.append(alternative)
        }
        guard let discriminator, !cases.isEmpty else { return nil }
        return Union(discriminator: discriminator.text, cases: cases, isOpen: isOpen)
    }

    private func discriminator(_ reader: MappingReader, _ diagnostics: inout Diagnostics) -> Scalar? {
        let advice = "add 'discriminator: kind', the key under which the tag stands"
        guard reader.required("discriminator", &diagnostics, suggestion: advice) != nil,
            let scalar = reader.scalar("discriminator", &diagnostics)
        else { return nil }
        let before = diagnostics.errorCount
        Names.check(scalar, .field, &diagnostics)
        return diagnostics.errorCount == before ? scalar : nil
    }

    /// `card: CardPayment`, or `card: { type: CardPayment, name: creditCard }`.
    private func alternative(
        _ entry: Node.Entry, _ discriminator: Scalar?, _ diagnostics: inout Diagnostics
    ) -> UnionCase? {
        Names.check(entry.key, .enumValue, &diagnostics)
        var node = entry.value
        var swiftName = Names.camelCase(entry.key.text)
        if case .mapping = node {
            guard let reader = MappingReader(node, "'\(entry.key.text)'", &diagnostics) else { return nil }
            reader.allow(["type", "name"], &diagnostics)
            swiftName = reader.swiftName(.swiftCase, &diagnostics) ?? swiftName
            guard let type = reader.required("type", &diagnostics) else { return nil }
            node = type
        }
        guard case .scalar(let scalar) = node else {
            diagnostics.error(
                "schema.kind", "'\(entry.key.text)' must be the name of a struct, found \(node.kindName)",
                at: node.location)
            return nil
        }
        guard let type = TypeTextParser.parse(scalar, fields.index, &diagnostics) else { return nil }
        // What is not known as a type is one that was refused, or that is read later.
        guard case .named(let name) = type, isStruct(name) else {
            diagnostics.error(
                "schema.union", "'\(scalar.text)' is no struct, and a union is one of several structs",
                at: scalar.location, suggestion: "wrap it: a struct with one field of this type")
            return nil
        }
        guard case .record(let fields)? = fields.literals.types[name],
            let field = fields.first(where: { $0.name == discriminator?.text })
        else { return UnionCase(tag: entry.key.text, swiftName: swiftName, type: name) }
        diagnostics.error(
            "schema.union", "\(name) has a field '\(field.name)', under which the union has its tag",
            at: scalar.location, notes: [Diagnostic.Note("the field is here", at: field.location)],
            suggestion: "choose another discriminator")
        return nil
    }

    private func isStruct(_ name: VersionedName) -> Bool {
        switch fields.literals.types[name] {
        case .record, nil: true
        default: false
        }
    }
}
