import AnnalsDiagnostics

/// The beginning of an error in a list.
enum ErrorExcerpt {
    /// The most characters that are shown.
    private static let greatestLength = 100

    static func of(_ text: String) -> String {
        VisibleText.line(text.count <= greatestLength ? text : text.prefix(greatestLength - 1) + "…")
    }
}
