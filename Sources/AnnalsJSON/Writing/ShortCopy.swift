/// Copies texts that are mostly shorter than a call would be worth.
enum ShortCopy {
    /// Copies bytes to memory that has room for them and does not overlap.
    @inline(__always)
    static func copy(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>, count: Int) {
        switch count {
        case 17...: target.update(from: source, count: count)
        case 8...: copy(UInt64.self, source, target, count)
        case 4...: copy(UInt32.self, source, target, count)
        case 2...: copy(UInt16.self, source, target, count)
        case 1: target.pointee = source.pointee
        default: break
        }
    }

    /// Copies the first and the last word, which together are all of it.
    @inline(__always)
    private static func copy<Word: FixedWidthInteger & BitwiseCopyable>(
        _ type: Word.Type, _ source: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
        let (from, to) = (UnsafeRawPointer(source), UnsafeMutableRawPointer(target))
        let last = count - MemoryLayout<Word>.size
        let words = (from.loadUnaligned(as: type), from.loadUnaligned(fromByteOffset: last, as: type))
        to.storeBytes(of: words.0, as: type)
        to.storeBytes(of: words.1, toByteOffset: last, as: type)
    }
}
