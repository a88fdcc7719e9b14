import AnnalsJSON
import AnnalsValues
import JSONTrials
import Testing

/// Damaged payloads: each gives a value, violations or a syntax error, and all ways to read it agree.
@Suite("Damaged payloads", .timeLimit(.minutes(10)))
struct MutationTests {
    /// Reads bytes in every way and holds the answers against each other.
    private func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let value = try? JSONValue(parsing: bytes)
        #expect(ReadingTrial.problems(bytes) == [], "\(text)")
        do {
            let order = try GuardedBytes.with(bytes) { try JSONReader.read($0) { Order(from: &$0) } }
            #expect(value != nil)
            #expect(try Order(json: try order.json()) == order)
        } catch InvalidPayload.syntax(let error) {
            #expect(value == nil, "\(text)")
            #expect(ReadingTrial.problems(.syntax(error), JSONReference.finding(in: bytes), "Order") == [], "\(text)")
        } catch InvalidPayload.violations(let violations) {
            #expect(value != nil && !violations.isEmpty, "\(text)")
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
        var mutator = ByteMutator(seed: seed, texts: [Order.payload, Hostile.everything].map { Array($0.utf8) })
        for _ in 0..<1000 { check(mutator.next(limit: 4096)) }
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
