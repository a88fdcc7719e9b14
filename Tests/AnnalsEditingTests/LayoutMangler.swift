import AnnalsDiagnostics
import AnnalsSchema
import AnnalsYAML
import JSONTrials

/// Changes the layout of a file at random, and nothing that it says.
struct LayoutMangler {
    var generator: SeededGenerator
    /// The comments that were added.
    private(set) var comments: [String] = []

    init(generator: SeededGenerator) { self.generator = generator }

    mutating func mangle(_ source: SchemaSource) -> String {
        var diagnostics = Diagnostics()
        guard let tree = SyntaxTree.read(source.bytes, file: source.path, diagnostics: &diagnostics) else { return "" }
        let inside = scalarLines(tree)
        let shift = Int.random(in: 0...3, using: &generator)
        var result: [String] = []
        for (number, line) in tree.text(0..<tree.bytes.count).split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            var line = String(line)
            if !line.isEmpty, !line.hasPrefix("---") { line = String(repeating: " ", count: shift) + line }
            // A line inside a scalar, or one that a scalar ends, stays as it is.
            if !inside.contains(number) {
                if Int.random(in: 0..<6, using: &generator) == 0 { result.append("") }
                if Int.random(in: 0..<5, using: &generator) == 0 {
                    result.append(String(repeating: " ", count: Int.random(in: 0...9, using: &generator)) + comment())
                }
            }
            if !inside.contains(number + 1), !inside.contains(number), !line.isEmpty {
                if line.hasSuffix("}"), !line.contains("#"), Bool.random(using: &generator) {
                    line = line.replacing("{ ", with: "{").replacing(" }", with: "  }").replacing(", ", with: ",   ")
                }
                switch Int.random(in: 0..<6, using: &generator) {
                case 0: line += "   "
                case 1 where !line.contains("#"): line += "  " + comment()
                default: break
                }
            }
            result.append(line)
        }
        return result.joined(separator: "\n")
    }

    private mutating func comment() -> String {
        comments.append("# <\(comments.count)>")
        return "# <\(comments.count - 1)>"
    }

    /// The lines of scalars of several lines but their first, from 0.
    private func scalarLines(_ tree: SyntaxTree) -> Set<Int> {
        var lines: Set<Int> = []
        func visit(_ node: SyntaxNode) {
            switch node.content {
            case .scalar:
                let place = tree.location(node.range)
                guard place.endLine > place.line else { return }
                lines.formUnion(place.line...place.endLine)
            case .alias: break
            case .sequence(let elements, _): elements.forEach(visit)
            case .mapping(let entries, _):
                for entry in entries {
                    visit(entry.key)
                    visit(entry.value)
                }
            }
        }
        visit(tree.root)
        return lines
    }
}
