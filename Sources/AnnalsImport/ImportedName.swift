/// Names for what a file becomes.
public enum ImportedName {
    /// The name of a type or event after a file: `order-placed.v1.schema.json` has `OrderPlaced`.
    public static func type(forFile path: String) -> String {
        let name = TypeNames.capitalised(stem(path))
        return name.first?.isLetter == true ? name : "Imported\(name)"
    }

    /// The name of our file: `order-placed.yaml` for `order-placed.schema.json`.
    public static func file(forFile path: String) -> String { stem(path) + ".yaml" }

    /// The last component without what comes behind a dot.
    private static func stem(_ path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return file.split(separator: ".").first.map(String.init) ?? "imported"
    }
}
