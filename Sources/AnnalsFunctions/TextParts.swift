public import AnnalsValues

/// The first parts of a text between separators, of which only those that are asked for become strings: what the
/// generator makes of `split` where nothing but parts at known places is read.
///
/// Only valid within the function that is given to ``CEL/withParts(_:_:_:)``.
public struct TextParts {
    /// How many parts can be asked for.
    public static let capacity = 8

    private let bytes: UnsafeBufferPointer<UInt8>
    private let separatorLength: Int
    /// Where each part ends.
    private let ends: UnsafeBufferPointer<Int>
    private let count: Int

    /// Finds the parts.
    ///
    /// - Parameters:
    ///   - separator: Not empty.
    ///   - ends: Room for ``capacity`` numbers.
    @usableFromInline
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ separator: UnsafeBufferPointer<UInt8>,
        _ ends: UnsafeMutableBufferPointer<Int>
    ) {
        var search = TextSearch(bytes: bytes, part: separator)
        var count = 0
        while count < TextParts.capacity {
            let found = search.next()
            ends[count] = found ?? bytes.count
            count += 1
            guard let found else { break }
            search.skip(found)
        }
        self.bytes = bytes
        self.count = count
        separatorLength = separator.count
        self.ends = UnsafeBufferPointer(ends)
    }

    /// A part; nil outside.
    @usableFromInline
    func part(_ index: Int) -> String? {
        guard index >= 0, index < count else { return nil }
        let start = index == 0 ? 0 : ends[index - 1] + separatorLength
        return UTF8Text.string(UnsafeBufferPointer(rebasing: bytes[start..<ends[index]]))
    }
}

extension CEL {
    /// An expression over the first eight parts of a text between separators.
    ///
    /// - Parameter separator: Not empty.
    @inlinable
    public static func withParts<Result>(
        _ text: String, _ separator: String, _ body: (TextParts) -> Result
    ) -> Result {
        UTF8Text.withBytes(of: text) { bytes in
            UTF8Text.withBytes(of: separator) { separator in
                withUnsafeTemporaryAllocation(of: Int.self, capacity: TextParts.capacity) { ends in
                    body(TextParts(bytes, separator, ends))
                }
            }
        }
    }

    /// A part, or none outside.
    @inlinable
    public static func optionalElement(_ parts: TextParts, _ index: Int) -> String? { parts.part(index) }
}
