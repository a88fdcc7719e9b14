import AnnalsSchema

/// Names that are made up for types and for Swift.
struct TypeNames {
    private var taken: Set<String> = []

    /// A free name that begins with these words.
    ///
    /// - Parameter ending: The name with this behind it is taken too.
    mutating func next(_ hint: String, reserving ending: String = "") -> String {
        var name = TypeNames.capitalised(hint)
        if name.isEmpty { name = "Imported" }
        if name.first?.isNumber == true { name = "Type\(name)" }
        if NameRules.isReservedType(name) { name += "Value" }
        name = String(name.prefix(80))
        var candidate = name
        var number = 2
        while taken.contains(candidate) || taken.contains(candidate + ending) {
            candidate = "\(name)\(number)"
            number += 1
        }
        taken.formUnion([candidate, candidate + ending])
        return candidate
    }

    /// A name with the first number behind it with which it is free; it is taken then.
    static func unique(_ name: String, _ taken: inout Set<String>) -> String {
        var candidate = name
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(name)\(number)"
            number += 1
        }
        return candidate
    }

    /// ASCII words put together with capitals: `line-item` is `LineItem`.
    static func capitalised(_ text: String) -> String {
        words(text).map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    /// The same with a small letter first, as fields and cases in Swift have it: `ID` is `id`, `LineItem` is `lineItem`.
    static func small(_ text: String) -> String {
        let name = capitalised(text)
        let capitals = name.prefix { $0.isUppercase }.count
        let count = capitals == name.count ? capitals : max(capitals - 1, 1)
        return name.prefix(count).lowercased() + name.dropFirst(count)
    }

    private static func words(_ text: String) -> [Substring] {
        text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    }

    /// What is in a list of this name: `items` has `item`.
    static func singular(_ name: String) -> String {
        if name.hasSuffix("ies") { return name.dropLast(3) + "y" }
        if name.hasSuffix("ses") || name.hasSuffix("xes") { return String(name.dropLast(2)) }
        return name.hasSuffix("s") && !name.hasSuffix("ss") ? String(name.dropLast()) : name + "Item"
    }
}
