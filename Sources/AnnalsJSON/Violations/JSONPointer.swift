/// JSON Pointers of RFC 6901.
public enum JSONPointer {
    /// The text of a path: empty for the whole document.
    public static func text(_ path: some Sequence<String>) -> String {
        path.map { "/" + escaped($0) }.joined()
    }

    private static func escaped(_ key: String) -> String {
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
