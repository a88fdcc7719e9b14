/// Which names a schema can have, for programs that write schemas.
public enum NameRules {
    /// Whether a text can be a key: ASCII letters, digits and `_`, at least one letter, at most 100.
    public static func isWord(_ name: String) -> Bool { Names.isWord(name) }

    /// Whether a word needs another name in Swift when it is a field.
    public static func needsSwiftName(field name: String) -> Bool {
        (name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false) || Names.reservedMembers.contains(name)
            || name == "_"
    }

    /// Whether no type may have this name.
    public static func isReservedType(_ name: String) -> Bool {
        Names.reserved.contains(name) || generatedTypes.contains(name)
    }

    /// The Swift name that a value of an enum or a tag has when none is given.
    public static func caseName(_ value: String) -> String { Names.camelCase(value) }

    /// Names with a meaning of their own in generated code.
    private static let generatedTypes: Set<String> = [
        "Swift", "Annals", "AnnalsSQLite", "Key", "ID", "Columns", "Row", "Object", "Data", "URL",
    ]
}
