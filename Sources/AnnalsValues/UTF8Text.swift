/// Makes strings of bytes, and bytes of strings.
public enum UTF8Text {
    /// The string of bytes that are UTF-8; what is none is replaced.
    ///
    /// Faster than `String(decoding:as:)` for the short texts of which payloads are made: those of up to fifteen bytes are
    /// copied word by word to where the string keeps them.
    @inline(__always)
    public static func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { buffer in
            if let source = bytes.baseAddress, let target = buffer.baseAddress {
                ShortCopy.copy(source, to: target, count: bytes.count)
            }
            return bytes.count
        }
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
