/// JSON Pointers of RFC 6901.
enum JSONPointer {
    /// The text of a path: empty for the whole document.
    static func text(_ path: some Sequence<String>) -> String {
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

extension String {
    /// Whether both have the same bytes: the wire knows no canonical equivalence.
    func isSameText(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
