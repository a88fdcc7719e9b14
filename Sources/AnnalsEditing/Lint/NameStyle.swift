/// How names are written.
enum NameStyle: Hashable {
    case upperCamel, lowerCamel, snake, shouting, mixed

    /// The style of a name; nil where one word is written the same in several, such as `draft`.
    static func style(of name: String) -> NameStyle? {
        let letters = name.unicodeScalars.filter { $0.properties.isAlphabetic }
        let hasUpper = letters.contains { $0.properties.isUppercase }
        let hasLower = letters.contains { $0.properties.isLowercase }
        if name.contains("_") { return hasUpper ? hasLower ? .mixed : .shouting : .snake }
        if !hasUpper { return nil }
        if !hasLower { return letters.count > 1 ? .shouting : nil }
        return letters.first?.properties.isUppercase == true ? .upperCamel : .lowerCamel
    }

    /// `order_placed`, `ORDER_PLACED` and `orderPlaced` as words.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        var previous: Character = "_"
        for character in name {
            if character == "_" || character.isUppercase && previous.isLowercase {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            if character != "_" { word.append(character) }
            previous = character
        }
        if !word.isEmpty { words.append(word) }
        return words.map { $0.lowercased() }
    }

    /// The name as a Swift type or property has it.
    static func camelCase(_ name: String, upper: Bool) -> String {
        words(of: name).enumerated().map { index, word in
            index == 0 && !upper ? word : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
    }
}

/// Whether a word can be the past of a verb.
enum PastTense {
    static func isPast(_ word: String) -> Bool {
        word.hasSuffix("ed") && word.count > 3
            && !["need", "feed", "seed", "speed", "exceed", "proceed", "succeed"]
                .contains(word)
            || irregular.contains(word)
    }

    /// Participles that do not end with -ed, of verbs that events are named for.
    private static let irregular: Set<String> = Set(
        """
        beaten become begun bent bet bitten born bound bought bred broken brought built burnt bust cast caught chosen come \
        cut dealt done drawn driven drunk dug eaten fallen fed felt fled flown forbidden forgiven forgotten fought found \
        frozen given gone grown held hidden hit hung hurt kept known laid lain led left lent let lit lost made meant met \
        mistaken outgrown overdrawn overridden overrun overtaken overthrown paid prepaid proven put quit read rebuilt \
        redone redrawn remade repaid resent reset resold retaken rethought rewritten rid ridden risen run said seen sent \
        set sewn shaken shed shot shown shrunk shut slept slid sold sought spent split spoken spread spun stolen stood \
        struck stuck sung sunk swept sworn swum swung taken taught thought thrown told torn unbound undertaken undone \
        understood undone unsent upheld upset withdrawn withheld won worn wound woken written
        """.split(separator: " ").map(String.init))
}
