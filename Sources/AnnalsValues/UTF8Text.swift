/// Makes strings of bytes, and bytes of strings.
public enum UTF8Text {
    /// The string of bytes that are UTF-8; what is none is replaced.
    public static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        if let start = bytes.baseAddress, let short = ShortString.string(start, count: bytes.count) { return short }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Calls a function with the bytes of a string where they are.
    @inlinable @inline(__always)
    public static func withBytes<Result>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = text.utf8.withContiguousStorageIfAvailable(body) { return result }
        // A string that was made by Objective-C.
        var native = text
        return native.withUTF8(body)
    }
}
