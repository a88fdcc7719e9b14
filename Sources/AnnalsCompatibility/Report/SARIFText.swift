import AnnalsDiagnostics

/// Text as SARIF has it: messages in which braces and brackets mean something, and paths as URIs.
enum SARIFText {
    /// A plain text message. Braces are doubled, because single ones are placeholders (3.11.5), and what looks like an
    /// embedded link is none (3.11.6).
    static func message(_ text: String) -> String {
        VisibleText.of(text).replacing("{", with: "{{").replacing("}", with: "}}").replacing("](", with: "\\](")
    }

    /// A path as a relative reference, or as a URI when it begins at the root.
    static func uri(_ path: String) -> String {
        var result = path.hasPrefix("/") ? "file://" : ""
        // A colon in the first part of a relative path would make a scheme of what stands before it.
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
