/// A source line as a terminal can show it, with a line below that marks a part of it.
struct SourceExcerpt {
    /// How many characters of a line are shown at most.
    private static let maximumWidth = 160

    let text: String
    let underline: String

    /// - Parameters:
    ///   - line: The bytes of the line.
    ///   - columns: What to mark, in bytes from 0; it may reach beyond the line.
    init(line: ArraySlice<UInt8>, marking columns: Range<Int>) {
        func characters(_ range: Range<Int>) -> [Character] {
            let start = min(line.startIndex + range.lowerBound, line.endIndex)
            let end = min(line.startIndex + range.upperBound, line.endIndex)
            return String(decoding: line[start..<max(start, end)], as: UTF8.self).map(SourceExcerpt.visible)
        }
        var before = characters(0..<columns.lowerBound)
        var marked = characters(columns)
        var after = characters(columns.upperBound..<max(columns.upperBound, line.count))
        if marked.count > SourceExcerpt.maximumWidth / 2 {
            marked = marked.prefix(SourceExcerpt.maximumWidth / 2) + ["…"]
            after = []
        }
        if before.count + marked.count > SourceExcerpt.maximumWidth {
            before = ["…"] + before.suffix(SourceExcerpt.maximumWidth / 4)
        }
        let space = SourceExcerpt.maximumWidth - before.count - marked.count
        if after.count > space { after = after.prefix(max(space, 0)) + ["…"] }
        text = String(before + marked + after)
        // Tabs stay tabs, so that the mark stands below what it means at any tab width.
        underline =
            String(before.map { $0 == "\t" ? "\t" : " " }) + "^"
            + String(repeating: "~", count: max(marked.count - 1, 0))
    }

    private static func visible(_ character: Character) -> Character {
        guard let scalar = character.unicodeScalars.first, VisibleText.isHidden(scalar) else { return character }
        return scalar == "\u{FEFF}" ? " " : "\u{FFFD}"
    }
}
