/// The names of Swift's and of the runtime's types as generated code must write them: `names.String` is `String`, or
/// `Swift.String` where the schema declares a type of that name.
@dynamicMemberLookup
struct Names {
    /// The top-level names of the generated code.
    let declared: Set<String>

    private static let swift: Set<String> = [
        "String", "Bool", "Int", "Int32", "UInt", "UInt8", "Double", "Hashable", "Sendable", "CaseIterable", "Never",
        "Optional", "Self", "Any",
    ]

    private static let sqlite: Set<String> = [
        "Column", "SQLiteReadModel", "SearchableReadModel", "RowOrder", "Database", "HasManyAssociation",
        "BelongsToAssociation", "ForeignKey", "QueryInterfaceRequest", "DatabaseValueConvertible",
    ]

    subscript(dynamicMember name: String) -> String {
        guard declared.contains(name) else { return name }
        if Names.swift.contains(name) { return "Swift.\(name)" }
        return (Names.sqlite.contains(name) ? "AnnalsSQLite." : "Annals.") + name
    }
}
