#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Memory with a forbidden page on both sides: a read before the first byte or behind the last one of what stands at that
/// edge ends the program.
public enum GuardedBytes {
    /// Which forbidden page the bytes stand next to.
    public enum Edge: CaseIterable, Sendable {
        case first, last
    }

    /// Runs something with a copy of some bytes that touches a forbidden page.
    public static func with<Result, Failure: Error>(
        _ bytes: [UInt8], at edge: Edge = .last, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let size = max(1, (bytes.count + page - 1) / page) * page
        #if canImport(Darwin)
            let flags = MAP_PRIVATE | MAP_ANON
        #else
            let flags = MAP_PRIVATE | MAP_ANONYMOUS
        #endif
        guard let start = mmap(nil, size + 2 * page, PROT_NONE, flags, -1, 0), start != MAP_FAILED else {
            preconditionFailure("no memory for \(size) bytes between forbidden pages")
        }
        defer { munmap(start, size + 2 * page) }
        let room = start + page
        precondition(mprotect(room, size, PROT_READ | PROT_WRITE) == 0, "the memory cannot be made writable")
        let place = edge == .first ? room : room + (size - bytes.count)
        bytes.withUnsafeBytes { if let from = $0.baseAddress { place.copyMemory(from: from, byteCount: bytes.count) } }
        mprotect(room, size, PROT_READ)
        return try body(
            UnsafeBufferPointer(start: place.assumingMemoryBound(to: UInt8.self), count: bytes.count))
    }
}
