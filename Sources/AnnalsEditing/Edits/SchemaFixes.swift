public import AnnalsDiagnostics
public import AnnalsSchema
import AnnalsYAML

/// `annals fix`: the mistakes of which it is known what to write instead.
///
/// A fix never invents a value: a mistyped name becomes the one that it is near to, and a loss that a step has is stated
/// under `drop:`, which keeps it visible in every report.
public struct SchemaFixes: Sendable {
    /// The files as they would be; those that stay the same are not among them.
    public private(set) var files: [EditedFile] = []
    /// What was done, a sentence without full stop for each.
    public private(set) var steps: [String] = []
    /// What is wrong afterwards.
    public private(set) var rest = Diagnostics()

    /// One mistake can hide another; the bound is for fixes that undo each other.
    private static let maximumRounds = 16

    /// Fixes what can be fixed, round by round, until nothing changes any more.
    public init(_ sources: [SchemaSource]) {
        var current = sources
        for _ in 0..<SchemaFixes.maximumRounds {
            rest = Diagnostics()
            _ = SchemaLoader.load(current, diagnostics: &rest)
            let found = SchemaFixes.edits(for: rest, in: current)
            let changed = SourceEdit.apply(found.edits, to: current)
            guard !changed.isEmpty else { break }
            steps += found.steps
            current = EditedFile.replacing(changed, in: current)
        }
        files = zip(sources, current).filter { $0.bytes != $1.bytes }.map {
            EditedFile(path: $1.path, text: String(decoding: $1.bytes, as: UTF8.self))
        }
    }

    /// The edits for the errors of one run.
    private static func edits(
        for diagnostics: Diagnostics, in sources: [SchemaSource]
    ) -> (edits: [SourceEdit], steps: [String]) {
        var edits: [SourceEdit] = []
        var steps: [String] = []
        for source in sources {
            let own = diagnostics.sorted.filter { $0.severity == .error && $0.location?.file == source.path }
            var unheard = Diagnostics()
            guard !own.isEmpty,
                let tree = SyntaxTree.read(source.bytes, file: source.path, diagnostics: &unheard)
            else { continue }
            let fixes = FileFixes(path: source.path, tree: tree, root: OutlineReader.read(tree))
            for (edit, step) in fixes.spellings(own) + fixes.drops(own) {
                edits.append(edit)
                steps.append(step)
            }
        }
        return (edits, steps)
    }
}

/// The fixes of one file.
struct FileFixes {
    let path: String
    let tree: SyntaxTree
    let root: OutlineItem

    typealias Fix = (edit: SourceEdit, step: String)

    // MARK: - Names

    /// What stands where another name was meant.
    func spellings(_ diagnostics: [Diagnostic]) -> [Fix] {
        var seen: Set<Range<Int>> = []
        return diagnostics.compactMap { diagnostic in
            guard let location = diagnostic.location, let meant = FileFixes.meant(diagnostic.suggestion),
                let range = range(location), seen.insert(range).inserted
            else { return nil }
            let found = tree.text(range)
            // The message quotes what was found; another place is not what is to be replaced.
            guard diagnostic.message.contains("'\(found)'") else { return nil }
            return (
                SourceEdit(path: path, range: range, text: meant),
                "\(path):\(location.line): '\(found)' becomes '\(meant)'"
            )
        }
    }

    /// The name in `did you mean 'name'?`, which all suggestions of names say alike.
    private static func meant(_ suggestion: String?) -> String? {
        guard let suggestion, suggestion.hasPrefix("did you mean '"), suggestion.hasSuffix("'?") else { return nil }
        let name = suggestion.dropFirst("did you mean '".count).dropLast(2)
        return name.contains("'") ? nil : String(name)
    }

    private func range(_ location: SourceLocation) -> Range<Int>? {
        guard location.line == location.endLine else { return nil }
        var start = 0
        for _ in 1..<max(location.line, 1) {
            start = tree.lineEnd(of: start) + 1
            guard start <= tree.bytes.count else { return nil }
        }
        // Columns count a byte order mark, offsets do not; its line is left alone.
        let range = (start + location.column - 1)..<max(start + location.endColumn - 1, start + location.column - 1)
        return range.upperBound <= tree.bytes.count && !range.isEmpty ? range : nil
    }

    // MARK: - Losses

    /// `drop:` with what nothing reads, beside the step that loses it.
    func drops(_ diagnostics: [Diagnostic]) -> [Fix] {
        var names: [SourceLocation: [String]] = [:]
        for diagnostic in diagnostics where diagnostic.rule == "upcast.data-loss" {
            // The message begins with the path in quotes.
            let parts = diagnostic.message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
            guard let location = diagnostic.location, parts.count == 3 else { continue }
            names[location, default: []].append(String(parts[1]))
        }
        return names.sorted { ($0.key.line, $0.key.column) < ($1.key.line, $1.key.column) }.compactMap {
            location, names in
            guard let start = range(location)?.lowerBound, let step = item(at: start, in: root) else { return nil }
            return drop(names, step).map {
                ($0, "\(path):\(location.line): drop: [\(names.joined(separator: ", "))]")
            }
        }
    }

    /// The item whose key begins at a byte.
    private func item(at start: Int, in item: OutlineItem) -> OutlineItem? {
        if item.key?.range?.lowerBound == start { return item }
        for child in item.collection?.items ?? [] {
            if let found = self.item(at: start, in: child) { return found }
        }
        return nil
    }

    private func drop(_ names: [String], _ step: OutlineItem) -> SourceEdit? {
        guard let content = step.collection, let last = content.items.last else { return nil }
        let list = names.joined(separator: ", ")
        if let dropped = content["drop"]?.collection {
            // Behind the last name that is there, in the way in which the list is written.
            guard let end = dropped.items.last?.scalar?.range?.upperBound else { return nil }
            guard let column = dropped.column else {
                return SourceEdit(path: path, range: end..<end, text: ", \(list)")
            }
            let margin = "\n" + String(repeating: " ", count: column)
            let lineEnd = tree.lineEnd(of: end)
            return SourceEdit(
                path: path, range: lineEnd..<lineEnd, text: names.map { "\(margin)- \($0)" }.joined())
        }
        guard let extent = last.extent else { return nil }
        if let column = content.column {
            let end = SchemaOutline(path: path, tree: tree, root: root).end(of: extent)
            let margin = String(repeating: " ", count: column)
            return SourceEdit(path: path, range: end..<end, text: "\n\(margin)drop: [\(list)]")
        }
        return SourceEdit(path: path, range: extent.upperBound..<extent.upperBound, text: ", drop: [\(list)]")
    }
}
