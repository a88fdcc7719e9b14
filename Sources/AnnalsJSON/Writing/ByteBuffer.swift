/// Bytes that grow at the end, in memory of their own.
struct ByteBuffer: ~Copyable {
    private var start: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    private(set) var count = 0

    /// Creates an empty buffer with room for a usual payload.
    init(capacity: Int = 1024) {
        start = .allocate(capacity: capacity)
        self.capacity = capacity
    }

    deinit { start.deallocate() }

    /// A copy of the bytes.
    var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

    /// Makes room for so many bytes more.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(more) }
    }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        new.moveInitialize(from: start, count: count)
        start.deallocate()
        start = new
        capacity = larger
    }

    /// Appends a byte.
    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        appendReserved(byte)
    }

    /// Appends a byte for which there is room.
    @inline(__always)
    mutating func appendReserved(_ byte: UInt8) {
        start[count] = byte
        count += 1
    }

    /// Appends bytes for which there is room.
    @inline(__always)
    mutating func appendReserved(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.baseAddress else { return }
        ShortCopy.copy(first, to: start + count, count: bytes.count)
        count += bytes.count
    }

    /// Appends so many bytes for which there is room, and which a function writes.
    @inline(__always)
    mutating func appendReserved(_ length: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Void) {
        write(start + count)
        count += length
    }

    /// Appends bytes.
    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        reserve(bytes.count)
        appendReserved(bytes)
    }

    /// Appends the UTF-8 of a text.
    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// Appends what a function writes, in quotes.
    ///
    /// - Parameters:
    ///   - greatest: How many bytes it writes at most.
    ///   - write: Writes bytes and says how many.
    @inline(__always)
    mutating func appendQuoted(_ greatest: Int, _ write: (UnsafeMutablePointer<UInt8>) -> Int) {
        reserve(greatest + 2)
        appendReserved(UInt8(ascii: "\""))
        count += write(start + count)
        appendReserved(UInt8(ascii: "\""))
    }

    /// Appends a text in quotes; false, with nothing appended, when it needs escapes.
    @inline(__always)
    mutating func appendQuotedIfPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        // Copied first and looked at where it then stands, because there whole words can be read: what follows it does not
        // matter, the closing quote comes first.
        reserve(text.count + 10)
        let here = start + count + 1
        if let first = text.baseAddress { ShortCopy.copy(first, to: here, count: text.count) }
        here[text.count] = UInt8(ascii: "\"")
        let end = text.count < 8 ? ByteBuffer.firstSpecial(here) : ByteRun.string(here, from: 0, to: text.count + 8).end
        guard end == text.count else { return false }
        here[-1] = UInt8(ascii: "\"")
        count += text.count + 2
        return true
    }

    /// Which of eight bytes is the first that no string has without an escape.
    @inline(__always)
    private static func firstSpecial(_ bytes: UnsafeMutablePointer<UInt8>) -> Int {
        let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
        return ByteRun.specials(UInt64(littleEndian: word)).trailingZeroBitCount >> 3
    }
}
