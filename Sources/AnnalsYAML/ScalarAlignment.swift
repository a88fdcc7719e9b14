import AnnalsDiagnostics

/// Finds out which part of a scalar's text stands where in the source.
struct ScalarAlignment {
    private let source: SourceText
    private let text: [UInt8]
    private let style: Scalar.Style
    private let end: Int
    private var place: Int
    private var index = 0
    private var isContinuous = false
    private(set) var anchors: [SourceMap.Anchor] = []

    /// - Parameter range: The bytes of the scalar with its quotes, or with the header of its block.
    static func anchors(of text: String, style: Scalar.Style, in range: Range<Int>, _ source: SourceText) -> [SourceMap
        .Anchor]
    {
        if let start = start(of: text, style, range, source) {
            let position = source.position(of: start)
            return [SourceMap.Anchor(offset: 0, line: position.line, column: position.column)]
        }
        var alignment = ScalarAlignment(text, style, range, source)
        alignment.run()
        return alignment.anchors
    }

    /// Where a text begins that stands in the source as it is, as most do; nil for others.
    private static func start(
        of text: String, _ style: Scalar.Style, _ range: Range<Int>, _ source: SourceText
    ) -> Int? {
        let quotes: Int
        switch style {
        case .plain: quotes = 0
        case .singleQuoted, .doubleQuoted: quotes = 1
        case .literal, .folded: return nil
        }
        let inner = range.lowerBound + quotes..<max(range.lowerBound + quotes, range.upperBound - quotes)
        let isSame = !inner.isEmpty && source.bytes[inner].elementsEqual(text.utf8)
        return isSame ? inner.lowerBound : nil
    }

    private init(_ text: String, _ style: Scalar.Style, _ range: Range<Int>, _ source: SourceText) {
        self.source = source
        self.text = Array(text.utf8)
        self.style = style
        end = range.upperBound
        place = range.lowerBound
        switch style {
        case .plain: break
        case .singleQuoted, .doubleQuoted: place += 1
        case .literal, .folded:
            while place < end, source.bytes[place] != 0x0A { place += 1 }
            place += 1
        }
    }

    private mutating func run() {
        let indentation = blockIndentation()
        skipIndentation(indentation)
        while index < text.count, place < end {
            let byte = source.bytes[place]
            if style == .doubleQuoted, byte == UInt8(ascii: "\\") {
                skipEscape()
            } else if style == .singleQuoted, byte == UInt8(ascii: "'") {
                mark()
                place += 2
                index += 1
                isContinuous = false
            } else if byte == 0x0A || byte == 0x0D {
                skipLineBreak(indentation)
            } else if byte == text[index] {
                mark()
                place += 1
                index += 1
            } else if byte == 0x20 || byte == 0x09 {
                // Blanks before a folded line break are not part of the text.
                place += 1
                isContinuous = false
            } else if text[index] == 0x20 || text[index] == 0x0A {
                index += 1
                isContinuous = false
            } else {
                return
            }
        }
    }

    private mutating func mark() {
        guard !isContinuous else { return }
        let position = source.position(of: place)
        anchors.append(SourceMap.Anchor(offset: index, line: position.line, column: position.column))
        isContinuous = true
    }

    private var isBlock: Bool { style == .literal || style == .folded }

    private func blockIndentation() -> Int {
        guard isBlock else { return 0 }
        var probe = place
        while probe < end {
            var count = 0
            while probe + count < end, source.bytes[probe + count] == 0x20 { count += 1 }
            guard probe + count < end, source.bytes[probe + count] == 0x0A else {
                // The text may itself begin with blanks when the header states the indentation.
                return count - text.prefix { $0 == 0x20 }.count
            }
            probe += count + 1
        }
        return 0
    }

    private mutating func skipIndentation(_ count: Int) {
        guard isBlock else { return }
        var skipped = 0
        while skipped < count, place < end, source.bytes[place] == 0x20 {
            place += 1
            skipped += 1
        }
    }

    private mutating func skipLineBreak(_ indentation: Int) {
        isContinuous = false
        if style == .literal {
            place += 1
            if text[index] == 0x0A { index += 1 }
            skipIndentation(indentation)
            return
        }
        while place < end, source.bytes[place] <= 0x20 { place += 1 }
        while index < text.count, text[index] == 0x20 || text[index] == 0x0A { index += 1 }
    }

    /// Passes a backslash escape and the character that it stands for.
    private mutating func skipEscape() {
        guard place + 1 < end else {
            place = end
            return
        }
        isContinuous = false
        let lengths: [UInt8: Int] = [UInt8(ascii: "x"): 4, UInt8(ascii: "u"): 6, UInt8(ascii: "U"): 10]
        if source.bytes[place + 1] == 0x0A {
            place += 2
            while place < end, source.bytes[place] == 0x20 || source.bytes[place] == 0x09 { place += 1 }
            return
        }
        mark()
        isContinuous = false
        place += lengths[source.bytes[place + 1]] ?? 2
        index += 1
        while index < text.count, text[index] & 0xC0 == 0x80 { index += 1 }
    }
}
