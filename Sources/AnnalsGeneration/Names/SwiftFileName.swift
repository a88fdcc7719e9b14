// This file is compiled into the build-tool plugin too, which must know the names before the tool runs: no imports.

/// The names of generated files.
public enum SwiftFileName {
    /// The file that lists everything.
    public static let registry = "AnnalsRegistry.generated.swift"

    /// The file for a schema file: `orders.yaml` gives `Orders.generated.swift`, `bank-accounts.yml` gives
    /// `BankAccounts.generated.swift`.
    ///
    /// - Parameter schemaFile: The last component of the schema file's path.
    public static func swiftFile(for schemaFile: String) -> String {
        var stem = Substring(schemaFile)
        for suffix in [".yaml", ".yml"] where stem.hasSuffix(suffix) { stem = stem.dropLast(suffix.count) }
        let words = stem.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        return (name.isEmpty ? "Schema" : name) + ".generated.swift"
    }
}
