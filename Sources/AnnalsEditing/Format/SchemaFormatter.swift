public import AnnalsDiagnostics
public import AnnalsSchema
import AnnalsYAML

/// `annals fmt`: one form for schema files. Comments, meaning and the order of what users name stay.
public enum SchemaFormatter {
    /// The text of a file in that form.
    ///
    /// The result is read again before it is given out: it has the same tree and the same comments, or there is none.
    ///
    /// - Returns: The text, or nil when the file is no YAML or cannot be formatted; what is wrong was reported.
    public static func format(_ source: SchemaSource, diagnostics: inout Diagnostics) -> String? {
        guard let tree = SyntaxTree.read(source.bytes, file: source.path, diagnostics: &diagnostics) else { return nil }
        let root = OutlineReader.read(tree)
        let start = SourceLocation(file: source.path, line: 1, column: 1)
        guard root.collection?.items.isEmpty == false else {
            diagnostics.error(
                "format.no-map", "the file is not a map of keys and values", at: start,
                suggestion: "begin it with 'annals: 1'")
            return nil
        }
        // An alias must stand behind its anchor.
        let lines = LayoutWriter(sortsKeys: !root.hasAliases).document(root)
        let text = lines.joined(separator: "\n") + "\n"
        var own = Diagnostics()
        guard let result = SyntaxTree.read(Array(text.utf8), file: source.path, diagnostics: &own),
            SyntaxEquality.areEqual(tree, result)
        else {
            diagnostics.error(
                "format.unsafe", "the file cannot be formatted without a change of what it says", at: start,
                suggestion: "look for keys of several lines, and for line breaks other than those of Unix and Windows")
            return nil
        }
        return text
    }
}

extension OutlineItem {
    /// Whether an alias stands somewhere in the item.
    fileprivate var hasAliases: Bool {
        if case .alias = value { return true }
        return collection?.items.contains(where: \.hasAliases) ?? false
    }
}
