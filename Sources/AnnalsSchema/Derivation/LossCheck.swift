import AnnalsDiagnostics
import AnnalsExpression
import AnnalsYAML

/// Every part of the old version is read or stated as dropped; nothing gets lost by oversight.
struct LossCheck {
    let schema: Schema

    /// What stands under `drop:`; a name that the old version does not have is reported.
    func dropped(_ step: UpcastReader.Step, _ diagnostics: inout Diagnostics) -> [Scalar] {
        guard let node = step.drop else { return [] }
        guard case .sequence(let nodes, _) = node else {
            diagnostics.error(
                "schema.kind", "'drop' must be a list of fields, found \(node.kindName)", at: node.location,
                suggestion: "write drop: [field]")
            return []
        }
        let leaves = leaves(of: step)
        return nodes.compactMap { node in
            guard case .scalar(let scalar) = node else {
                diagnostics.error("schema.kind", "'drop' lists fields, found \(node.kindName)", at: node.location)
                return nil
            }
            if !leaves.contains(where: { $0.starts(with: path(scalar)) }) {
                let known = leaves.map { $0.joined(separator: ".") }
                diagnostics.error(
                    "upcast.drop", "\(step.previousText) has no '\(scalar.text)' to drop",
                    at: scalar.location,
                    suggestion: Suggestion.closest(to: scalar.text, in: known).map { "did you mean '\($0)'?" })
            }
            return scalar
        }
    }

    /// Reports what is neither read nor dropped, and what is both.
    func check(
        _ fields: [FieldUpcast], _ dropped: [Scalar], _ step: UpcastReader.Step, _ diagnostics: inout Diagnostics
    ) {
        guard let reads = reads(fields) else { return }
        let leaves = leaves(of: step)
        // What is behind a leaf, such as an alternative of a union, is a part of it.
        func isRead(_ leaf: [String]) -> Bool { reads.contains { leaf.starts(with: $0) || $0.starts(with: leaf) } }
        for drop in dropped {
            let parts = leaves.filter { $0.starts(with: path(drop)) }
            guard let read = parts.first(where: isRead) else { continue }
            let rest = parts.filter { !isRead($0) }.map { $0.joined(separator: ".") }
            diagnostics.error(
                "upcast.drop", "'\(read.joined(separator: "."))' is read, so '\(drop.text)' is not dropped",
                at: drop.location,
                suggestion: rest.isEmpty
                    ? "remove it from 'drop'" : "name what is: drop: [\(rest.joined(separator: ", "))]")
        }
        for leaf in leaves where !isRead(leaf) && !dropped.contains(where: { leaf.starts(with: path($0)) }) {
            let name = leaf.joined(separator: ".")
            let old = step.old.first { $0.name == leaf[0] }
            diagnostics.error(
                "upcast.data-loss",
                step.retired == nil
                    ? "'\(name)' of \(step.previousText) is read by nothing, so version \(step.id.version) loses it"
                    : "'\(name)' of \(step.previousText) is read by nothing, so it is lost",
                at: step.location, notes: old.map { [Diagnostic.Note("the old field is here", at: $0.location)] } ?? [],
                suggestion: "use old.\(name) in '\(step.keyword):', or state the loss with 'drop: [\(name)]'")
        }
    }

    /// The paths that the new fields are made of; nil when a Swift function makes one: what it reads is not known, so it
    /// gets the benefit of the doubt.
    private func reads(_ fields: [FieldUpcast]) -> [[String]]? {
        var reads: [[String]] = []
        for upcast in fields {
            switch upcast.source {
            case .expression(let expression):
                reads += expression.reads.filter { $0.first == "old" }.map { $0.dropFirst().filter { $0 != "*" } }
            case .field, .fieldOrDefault: reads.append([upcast.field])
            case .custom: return nil
            case .defaultValue, .absent: break
            }
        }
        return reads
    }

    private func path(_ drop: Scalar) -> [String] { drop.text.split(separator: ".").map(String.init) }

    private func leaves(of step: UpcastReader.Step) -> [[String]] {
        step.old.flatMap { leaves(of: $0.type, path: [$0.name], inside: []) }
    }

    private func leaves(of type: ValueType, path: [String], inside: [VersionedName]) -> [[String]] {
        switch schema.resolved(type) {
        case .optional(let inner), .list(let inner, _), .map(let inner, _):
            return leaves(of: inner, path: path, inside: inside)
        case .named(let name):
            // A type inside itself counts as one leaf.
            guard !inside.contains(name), case .record(let fields)? = schema.type(name)?.definition, !fields.isEmpty
            else { return [path] }
            return fields.flatMap { leaves(of: $0.type, path: path + [$0.name], inside: inside + [name]) }
        case .scalar: return [path]
        }
    }
}
