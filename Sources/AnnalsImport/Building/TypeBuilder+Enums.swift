import AnnalsSchema

/// Lists of strings as enums.
extension TypeBuilder {
    /// An enum of the texts; nil when one of them has no name in Swift.
    mutating func enumeration(
        _ values: [String], isOpen: Bool = false, _ set: StringSet, _ hint: String
    ) -> ValueType? {
        var cases: [EnumerationCase] = []
        var taken: Set<String> = []
        for value in values {
            guard let name = caseName(value, &taken) else { return nil }
            cases.append(EnumerationCase(value: value, swiftName: name))
        }
        let (name, _, _) = declare(.string, set.origins, hint: hint, .enumeration(Enumeration(cases, isOpen: isOpen)))
        return .named(VersionedName(name, 1))
    }

    /// The Swift name of a value; nil when nothing in it is a letter, or when it is no name on the wire either.
    func caseName(_ value: String, _ taken: inout Set<String>) -> String? {
        guard value.utf8.count <= 100, value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
            return nil
        }
        var name = NameRules.isWord(value) ? NameRules.caseName(value) : TypeNames.small(value)
        guard let first = name.utf8.first, name.utf8.contains(where: { $0 > 0x39 && $0 != 0x5F }) else { return nil }
        if (0x30...0x39).contains(first) { name = "value\(name)" }
        if TypeBuilder.reservedCases.contains(name) { name += "Value" }
        guard NameRules.isWord(name) else { return nil }
        return TypeNames.unique(name, &taken)
    }

    private static let reservedCases: Set<String> = [
        "allCases", "self", "init", "hash", "hashValue", "unknown", "rawValue", "tags", "write",
    ]
}
