/// A string that is compared by its bytes, as databases do. Swift's strings are equal when they look the same.
struct UTF8Key: Hashable, Comparable {
    let string: String

    init(_ string: String) { self.string = string }

    static func == (left: UTF8Key, right: UTF8Key) -> Bool { left.string.utf8.elementsEqual(right.string.utf8) }

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
