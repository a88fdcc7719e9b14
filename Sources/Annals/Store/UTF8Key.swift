/// A string that is compared by its bytes, as databases do. Swift's strings are equal when they look the same.
struct UTF8Key: Hashable, Comparable {
    let string: String

    init(_ string: String) { self.string = string }

    static func == (left: UTF8Key, right: UTF8Key) -> Bool {
        var (left, right) = (left.string, right.string)
        return left.withUTF8 { left in
            right.withUTF8 { sameBytes(UnsafeRawBufferPointer(left), UnsafeRawBufferPointer($0)) }
        }
    }

    /// Eight at a time: names of streams are long, and differ at their ends.
    private static func sameBytes(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        var place = 0
        while left.count - place >= 8 {
            let words = (
                left.loadUnaligned(fromByteOffset: place, as: UInt64.self),
                right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            )
            guard words.0 == words.1 else { return false }
            place += 8
        }
        return left[place...].elementsEqual(right[place...])
    }

    static func < (left: UTF8Key, right: UTF8Key) -> Bool {
        left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(utf8: string) }
}

extension Hasher {
    /// Takes in the bytes of a string.
    mutating func combine(utf8 string: String) {
        var string = string
        string.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
        combine(0xFF as UInt8)
    }
}
