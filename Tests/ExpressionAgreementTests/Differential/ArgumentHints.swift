import AnnalsExpression

/// What the arguments of some rows should look like, so that not all calls fail, and none fills the memory.
enum ArgumentHints {
    private static let patterns: Set<String> = ["matches", "regex.extract", "regex.extractAll", "regex.replace"]
    /// Functions whose whole number decides how much is made or how deep a type is.
    private static let small: Set<String> = ["lists.range", "flatten"]

    static func isSmall(_ row: Overload, _ place: Int) -> Bool {
        small.contains(row.name) && row.parameters[place].isInt
    }

    static func texts(_ row: Overload, _ place: Int) -> [String]? {
        guard row.parameters[place].isString else { return nil }
        if patterns.contains(row.name) { return place == 1 ? EdgeValues.patterns : nil }
        // The time zone of an accessor.
        if row.name.hasPrefix("get"), place == 1 { return ["UTC", "+02:00", "-02:30", "02:00", "+14:00", "", "+2:00"] }
        switch row.name {
        case "timestamp", "duration", "int", "uint", "double", "bool", "decimal":
            return EdgeValues.strings.filter { $0.unicodeScalars.allSatisfy(\.isASCII) && !$0.isEmpty }
        case "base64.decode": return ["aGVsbG8=", "aGVsbG8", "", "_", "AA=="]
        case "split", "join", "replace", "indexOf", "lastIndexOf", "contains": return ["", ",", "a", ", ", "é", "X"]
        default: return nil
        }
    }
}

extension Overload.Pattern {
    fileprivate var isString: Bool { if case .type(.string) = self { true } else { false } }
    var isInt: Bool { if case .type(.int) = self { true } else { false } }
    var isUInt: Bool { if case .type(.uint) = self { true } else { false } }
}
