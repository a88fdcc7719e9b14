/// The form of a URI as far as we hold people to it.
public enum URIText {
    /// Whether the bytes are a scheme, a colon and characters that RFC 3986 allows.
    public static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
        for (index, byte) in bytes[..<colon].enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if index == 0 { return false }
            default: return false
            }
        }
        let excluded = Set("\"<>\\^`{|} ".utf8)
        return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && !excluded.contains($0) }
    }

    /// The same for a string.
    public static func isValid(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { isValid($0) }
    }
}
