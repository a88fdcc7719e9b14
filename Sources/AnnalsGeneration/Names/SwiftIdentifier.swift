/// Identifiers in Swift.
enum SwiftIdentifier {
    /// Words that cannot be used as a name without backticks, and words that read badly without them.
    private static let keywords: Set<String> = [
        "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import", "init", "inout",
        "internal", "let", "open", "operator", "package", "private", "precedencegroup", "protocol", "public",
        "rethrows", "static", "struct", "subscript", "typealias", "var", "break", "case", "catch", "continue",
        "default", "defer", "do", "else", "fallthrough", "for", "guard", "if", "in", "repeat", "return", "throw",
        "switch", "where", "while", "Any", "as", "await", "false", "is", "nil", "self", "Self", "super", "throws",
        "true", "try", "Type", "Protocol", "some", "any", "each", "consume", "copy", "discard", "actor", "async",
    ]

    /// The name with backticks where Swift needs them.
    static func escaped(_ name: String) -> String { keywords.contains(name) ? "`\(name)`" : name }

    /// The name as the label of an argument, where Swift warns of backticks that it does not need.
    static func label(_ name: String) -> String { name == "inout" ? "`inout`" : name }

    /// The name with a capital first letter.
    static func capitalized(_ name: String) -> String { name.prefix(1).uppercased() + name.dropFirst() }

    /// The name of an enum case for a type: `OrderCreated` gives `orderCreated`, `URLOpened` gives `urlOpened`.
    static func lowercased(_ name: String) -> String {
        let capitals = name.prefix { $0.isUppercase }
        let count = capitals.count > 1 && capitals.count < name.count ? capitals.count - 1 : capitals.count
        return escaped(name.prefix(count).lowercased() + name.dropFirst(count))
    }

    /// A local name that is none of those in use: `reader`, or `reader1`, …
    static func fresh(_ name: String, avoiding used: some Collection<String>) -> String {
        var candidate = name
        var number = 1
        while used.contains(candidate) {
            candidate = "\(name)\(number)"
            number += 1
        }
        return candidate
    }
}
