import AnnalsJSON
import AnnalsValues
import Testing

/// Damaged payloads: each gives a value, violations or a syntax error, and all ways to read it agree.
@Suite("Damaged payloads", .timeLimit(.minutes(5)))
struct MutationTests {
    /// Reads bytes in every way and holds the answers against each other.
    private func check(_ bytes: [UInt8]) {
        let value = try? JSONValue(parsing: bytes)
        let isSkipped = (try? JSONReader.read(bytes) { Skipped(from: &$0) }) != nil
        #expect(isSkipped == (value != nil), "\(String(decoding: bytes, as: UTF8.self))")
        do {
            let order = try Order(json: bytes)
            #expect(value != nil)
            #expect(try Order(json: try order.json()) == order)
        } catch InvalidPayload.syntax(let error) {
            #expect(value == nil, "\(String(decoding: bytes, as: UTF8.self))")
            #expect(error.offset <= bytes.count)
        } catch InvalidPayload.violations(let violations) {
            #expect(value != nil && !violations.isEmpty, "\(String(decoding: bytes, as: UTF8.self))")
            for violation in violations { #expect(value?.value(at: violation.pointer) != nil, "\(violation)") }
        } catch {
            Issue.record(error)
        }
    }

    @Test("every truncation")
    func truncations() {
        let bytes = Array(Order.payload.utf8)
        for count in 0..<bytes.count {
            #expect(throws: InvalidPayload.self) { try Order(json: Array(bytes[..<count])) }
            check(Array(bytes[..<count]))
        }
    }

    @Test("every flip of a single bit")
    func flips() {
        let bytes = Array(Order.payload.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                check(damaged)
            }
        }
    }

    @Test("every byte replaced by one that means something to JSON")
    func replacements() {
        let bytes = Array(Order.payload.utf8)
        for index in bytes.indices {
            for byte in [UInt8]("\"\\{}[],:-+.eE019tfn u\u{0}".utf8) + [0xFF] {
                var damaged = bytes
                damaged[index] = byte
                check(damaged)
            }
        }
    }

    @Test("random edits with a fixed seed", arguments: 1...4)
    func random(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "\"", "\\", "{", "}", "[", "]", ",", ":", "1e5", "null", "true", "\"a\":", "\\ud83d", "\u{FFFD}", "-0.0",
            "[[", "  ",
        ]
        for _ in 0..<1000 {
            var bytes = Array(Order.payload.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let start = Int.random(in: 0..<bytes.count, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0...8, using: &generator))
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes.removeSubrange(start..<end)
                case 1:
                    bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0..<bytes.count, using: &generator))
                case 2: bytes.insert(contentsOf: (pieces.randomElement(using: &generator) ?? "").utf8, at: start)
                default: bytes[start] = UInt8.random(in: 0...255, using: &generator)
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            check(bytes)
        }
    }
}

extension JSONValue {
    /// What a JSON Pointer leads to: written apart from the reader, so that it can judge the reader's pointers.
    func value(at pointer: String) -> JSONValue? {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().reduce(Optional(self)) {
            value, part in
            switch value {
            case .object: value?[String(part).replacing("~1", with: "/").replacing("~0", with: "~")]
            case .array(let elements): Int(part).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            default: nil
            }
        }
    }
}
