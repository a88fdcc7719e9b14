/// Finds out where in a text some offsets are: their JSON Pointers and the values that start there.
///
/// Only run when there are violations, on a text whose syntax is known to be right.
struct Place {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var path: [String] = []
    private var wanted: ArraySlice<Int> = []
    private var pointers: [Int: String] = [:]

    init(in bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The pointers of some offsets, each of which is the start of a value. One pass over the text.
    mutating func pointers(of offsets: some Sequence<Int>) -> [Int: String] {
        wanted = offsets.sorted()[...]
        var reader = JSONReader(bytes, limits: .none)
        visit(&reader)
        return pointers
    }

    private mutating func visit(_ reader: inout JSONReader) {
        let next = reader.peek()
        while let offset = wanted.first, offset <= reader.position {
            pointers[offset] = JSONPointer.text(path)
            wanted.removeFirst()
        }
        switch next {
        case UInt8(ascii: "{"):
            _ = reader.beginMap()
            var keys = JSONReader.MapKeys()
            while !wanted.isEmpty, let key = reader.nextKey(&keys) { visit(&reader, child: key) }
            reader.depth -= 1
        case UInt8(ascii: "["):
            _ = reader.beginArray()
            var count = 0
            while !wanted.isEmpty, reader.nextElement(isFirst: count == 0) {
                visit(&reader, child: "\(count)")
                count += 1
            }
            reader.depth -= 1
        default: reader.skipValue()
        }
    }

    private mutating func visit(_ reader: inout JSONReader, child: String) {
        path.append(child)
        visit(&reader)
        path.removeLast()
    }

    /// The value at an offset as compact JSON, shortened.
    func excerpt(at offset: Int) -> String {
        var reader = JSONReader(UnsafeBufferPointer(rebasing: bytes[offset...]), limits: .none)
        var writer = JSONWriter()
        copy(&reader, to: &writer)
        return Violation.excerpt(String(decoding: writer.bytes, as: UTF8.self))
    }

    /// Copies a value until there is more than an excerpt shows, because values contain each other.
    private func copy(_ reader: inout JSONReader, to writer: inout JSONWriter) {
        var isEnough: Bool { writer.count > 4 * (Violation.excerptLength + 1) }
        switch reader.peek() {
        case UInt8(ascii: "{"):
            _ = reader.beginMap()
            writer.beginObject()
            var keys = JSONReader.MapKeys()
            while !isEnough, let key = reader.nextKey(&keys) {
                writer.key(escaping: key)
                copy(&reader, to: &writer)
            }
            writer.endObject()
        case UInt8(ascii: "["):
            _ = reader.beginArray()
            writer.beginArray()
            var isFirst = true
            while !isEnough, reader.nextElement(isFirst: isFirst) {
                isFirst = false
                copy(&reader, to: &writer)
            }
            writer.endArray()
        default:
            if let value = reader.json() { writer.value(value) }
        }
    }
}

extension JSONReader {
    /// The violations with their pointers, in the order of the text.
    func violations() -> [Violation] {
        var place = Place(in: bytes)
        let pointers = place.pointers(of: Set(reports.map(\.offset)))
        return reports.enumerated().sorted { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }.map {
            Violation(
                pointer: pointers[$0.element.offset] ?? "", rule: $0.element.rule,
                value: place.excerpt(at: $0.element.offset))
        }
    }
}

extension Violation {
    /// A violation of a rule. A missing or unknown key shows no value: the whole object would be noise.
    public init(pointer: String, rule: Rule, value: @autoclosure () -> String) {
        var shown = ""
        switch rule {
        case .required, .unknownField: break
        default: shown = value()
        }
        self.init(pointer: pointer, keyword: rule.keyword, message: rule.message, value: shown)
    }
}
