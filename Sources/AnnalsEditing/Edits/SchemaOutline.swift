import AnnalsDiagnostics
import AnnalsSchema
import AnnalsYAML

/// A schema file with its outline.
struct SchemaOutline {
    var path: String
    var tree: SyntaxTree
    var root: OutlineItem

    /// Reads files; nil, with a report, when one is no YAML.
    static func read(_ sources: [SchemaSource], _ diagnostics: inout Diagnostics) -> [SchemaOutline]? {
        var files: [SchemaOutline] = []
        for source in sources {
            guard let tree = SyntaxTree.read(source.bytes, file: source.path, diagnostics: &diagnostics) else {
                return nil
            }
            files.append(SchemaOutline(path: source.path, tree: tree, root: OutlineReader.read(tree)))
        }
        return files
    }

    /// The declarations of one kind.
    func section(_ name: String) -> OutlineCollection? { root.collection?[name]?.collection }

    /// Where the last line of some bytes ends, without the empty lines behind them.
    func end(of range: Range<Int>) -> Int {
        var end = min(range.upperBound, tree.bytes.count)
        while end > range.lowerBound, tree.bytes[end - 1] <= 0x20 { end -= 1 }
        end = tree.lineEnd(of: end)
        return end > 0 && tree.bytes[end - 1] == 0x0D ? end - 1 : end
    }
}
