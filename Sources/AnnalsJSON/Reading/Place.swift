/// Finds out where in a text an offset is: its JSON Pointer and the value that starts there.
///
/// Only run when there are violations, on a text whose syntax is known to be right.
struct Place {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(in bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// The pointers of some ascending offsets, each of which is the start of a value. One pass over the text.
    func pointers(of offsets: [Int]) -> [Int: String] {
        var pointers: [Int: String] = [:]
        var wanted = offsets.sorted()[...]
        var reader = JSONReader(bytes, limits: JSONLimits(depth: 1000, size: .max, stringLength: .max))
        visit(&reader, path: [], &wanted, &pointers)
        return pointers
    }

    private func visit(
        _ reader: inout JSONReader, path: [String], _ wanted: inout ArraySlice<Int>, _ pointers: inout [Int: String]
    ) {
        let next = reader.peek()
        while let offset = wanted.first, offset <= reader.position {
            pointers[offset] = path.map { "/" + Place.escaped($0) }.joined()
            wanted.removeFirst()
        }
        guard !wanted.isEmpty else { return }
        switch next {
        case UInt8(ascii: "{"):
            _ = reader.beginMap()
            var keys = JSONReader.MapKeys()
            while let key = reader.nextKey(&keys), !wanted.isEmpty {
                visit(&reader, path: path + [key], &wanted, &pointers)
            }
            reader.depth -= 1
        case UInt8(ascii: "["):
            _ = reader.beginArray()
            var count = 0
            while reader.nextElement(isFirst: count == 0), !wanted.isEmpty {
                visit(&reader, path: path + ["\(count)"], &wanted, &pointers)
                count += 1
            }
            reader.depth -= 1
        default: reader.skipValue()
        }
    }

    /// The text of the value at an offset, shortened.
    func excerpt(at offset: Int) -> String {
        var reader = JSONReader(
            UnsafeBufferPointer(rebasing: bytes[offset...]),
            limits: JSONLimits(depth: 1000, size: .max, stringLength: .max))
        guard let value = reader.json() else { return "" }
        return Violation.excerpt(value.text)
    }

    private static func escaped(_ key: String) -> String {
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension JSONReader {
    /// The violations with their pointers, in the order of the text.
    func violations() -> [Violation] {
        let place = Place(in: bytes)
        let pointers = place.pointers(of: Array(Set(reports.map(\.offset))))
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
