import AnnalsPattern
import AnnalsValues

/// A set of texts: those in which a pattern is found and whose number of code points is within bounds.
struct TextLanguage: Hashable {
    /// What is found in each text; nil for any text.
    var pattern: String?
    /// The least number of code points.
    var minLength = 0
    /// The greatest number of code points; nil for no bound.
    var maxLength: Int?

    /// Some texts.
    static func of(_ texts: [String]) -> TextLanguage {
        TextLanguage(pattern: "^(?:\(texts.map(escaped).joined(separator: "|")))$")
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": result.unicodeScalars.append(scalar)
            default: result += "\\x{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }
}

/// What a search for a text found.
enum TextSearch: Hashable {
    /// There is none.
    case none
    /// The shortest one, and of those the one that reads best.
    case text(String)
    /// The search was given up: the patterns have too many states, or the text would be too long.
    case givenUp
}

extension TextLanguage {
    /// How many combinations of states are looked at, and how many instructions to find them: some tenths of a second.
    private static let greatestSearch = (nodes: 100_000, work: 2_000_000)
    /// The longest text that is written down as a witness.
    private static let greatestLength = 100_000

    /// The shortest text of the language.
    func shortest() -> TextSearch { texts(limit: 1).map { $0.first.map { .text($0) } ?? .none } ?? .givenUp }

    /// The first texts of the language, the shortest first; nil when the search was given up.
    func texts(limit: Int) -> [String]? {
        search(without: nil, limit: limit)
    }

    /// The shortest text that is in this language and not in another one.
    func shortest(notIn other: TextLanguage) -> TextSearch {
        var own = self
        var other = other
        // Bounds that say nothing new only make the search longer.
        if own.minLength >= other.minLength { other.minLength = 0 }
        if let bound = own.maxLength, bound <= other.maxLength ?? .max { other.maxLength = nil }
        if let pattern = own.pattern, other.pattern?.isExactlyEqual(to: pattern) == true { other.pattern = nil }
        if other == TextLanguage() { return .none }
        if own.pattern == nil, other.pattern == nil { return own.shortest(notWithin: other) }
        if other.minLength == 0, other.maxLength == nil, own.minLength > 0 || own.maxLength != nil {
            // Patterns often suffice, and without lengths they are decided at once.
            own.minLength = 0
            own.maxLength = nil
            if own.search(without: other, limit: 1) == [] { return .none }
            own = self
        }
        guard let found = own.search(without: other, limit: 1) else { return .givenUp }
        return found.first.map { .text($0) } ?? .none
    }

    /// The shortest text that is too short or too long for another language, where there are no patterns.
    private func shortest(notWithin other: TextLanguage) -> TextSearch {
        let tooLong = other.maxLength.map { max(minLength, $0 + 1) }
        let lengths = [minLength < other.minLength ? minLength : nil, tooLong].compactMap(\.self)
        guard let length = lengths.filter({ $0 <= maxLength ?? .max }).min() else { return .none }
        return length <= TextLanguage.greatestLength ? .text(String(repeating: "a", count: length)) : .givenUp
    }

    private func program() -> Program? {
        // What a schema has was compiled when it was loaded, so this is nil only for a list of texts beyond all size.
        pattern.flatMap { try? Pattern.cached($0).program }
    }

    /// Goes through the texts from the shortest on, all combinations of states at once.
    private func search(without other: TextLanguage?, limit: Int) -> [String]? {
        let ownProgram = program()
        let otherProgram = other?.program()
        if pattern != nil && ownProgram == nil || other?.pattern != nil && otherProgram == nil { return nil }
        let alphabet = Alphabet([ownProgram, otherProgram].compactMap(\.self), isFine: limit > 1)
        var own = ownProgram.map { LazyAutomaton($0, alphabet) }
        var others = otherProgram.map { LazyAutomaton($0, alphabet) }
        // Beyond this length, one more code point changes nothing.
        let bounds = [minLength, other?.minLength ?? 0, (maxLength ?? -1) + 1, (other?.maxLength ?? -1) + 1]
        let cap = bounds.max() ?? 0
        guard cap <= TextLanguage.greatestLength else { return nil }

        struct Node: Hashable {
            var own: Int
            var other: Int
            var length: Int
        }
        func isIn(_ automaton: LazyAutomaton?, _ state: Int, _ language: TextLanguage, _ length: Int) -> Bool {
            length >= language.minLength && length <= language.maxLength ?? .max && automaton?.accepts(state) ?? true
        }
        func isFound(_ node: Node, _ length: Int) -> Bool {
            guard isIn(own, node.own, self, length) else { return false }
            return other.map { !isIn(others, node.other, $0, length) } ?? true
        }

        var nodes = [Node(own: LazyAutomaton.start, other: LazyAutomaton.start, length: 0)]
        var trail: [(before: Int, letter: Int)] = [(-1, 0)]
        var lengths = [0]
        var seen: Set<Node> = [nodes[0]]
        var found: [String] = []
        var position = 0
        let greatest = TextLanguage.greatestSearch
        while position < nodes.count {
            let node = nodes[position]
            if isFound(node, lengths[position]) {
                found.append(TextLanguage.text(position, trail, alphabet.letters))
                if found.count == limit { return found }
            }
            let length = lengths[position] + 1
            if length <= maxLength ?? .max {
                for letter in alphabet.letters.indices {
                    let next = Node(
                        own: own?.next(node.own, letter) ?? 0, other: others?.next(node.other, letter) ?? 0,
                        length: min(length, cap))
                    // All that follows is in both, as far as patterns say.
                    if next.other == LazyAutomaton.matched, other?.maxLength == nil, length >= other?.minLength ?? 0 {
                        continue
                    }
                    // With one text wanted, a second way to the same states finds nothing new.
                    guard limit > 1 || seen.insert(next).inserted else { continue }
                    let work = (own?.work ?? 0) + (others?.work ?? 0)
                    guard nodes.count < greatest.nodes, work < greatest.work else { return limit > 1 ? found : nil }
                    nodes.append(next)
                    trail.append((position, letter))
                    lengths.append(length)
                }
            }
            position += 1
        }
        return found
    }

    private static func text(_ position: Int, _ trail: [(before: Int, letter: Int)], _ letters: [Unicode.Scalar])
        -> String
    {
        var scalars: [Unicode.Scalar] = []
        var position = position
        while trail[position].before >= 0 {
            scalars.append(letters[trail[position].letter])
            position = trail[position].before
        }
        return String(String.UnicodeScalarView(scalars.reversed()))
    }
}
