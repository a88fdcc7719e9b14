import AnnalsJSON
import AnnalsValues
import Foundation
import Testing

@Suite("Limits", .timeLimit(.minutes(10)))
struct LimitsTests {
    private func kind<Value>(_ body: () throws -> Value) -> JSONSyntaxError.Kind? {
        do {
            _ = try body()
            return nil
        } catch let error as JSONSyntaxError {
            return error.kind
        } catch InvalidPayload.syntax(let error) {
            return error.kind
        } catch {
            return nil
        }
    }

    @Test(
        "nesting 100,000 deep is an error, however it is read",
        arguments: ["[", "{\"a\":", "[{\"a\":", "{\"items\":[{\"x\":"])
    func deep(_ opening: String) {
        let text = String(repeating: opening, count: 100_000)
        let tooDeep = JSONSyntaxError.Kind.tooDeep(limit: 128)
        #expect(kind { try JSONValue(parsing: text) } == tooDeep)
        #expect(kind { try JSONReader.read(Array(text.utf8)) { Skipped(from: &$0) } } == tooDeep)
        #expect(kind { try Order(json: text) } == tooDeep)
        #expect(kind { try Scalars(json: "{\"json\":" + text) } == tooDeep)
    }

    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    @Test("exactly the allowed depth is read")
    func exactDepth() {
        let limits = JSONLimits(depth: 10)
        #expect(kind { try JSONValue(parsing: nested(10), limits: limits) } == nil)
        #expect(kind { try JSONValue(parsing: nested(11), limits: limits) } == .tooDeep(limit: 10))
        #expect(kind { try JSONValue(parsing: "[\(nested(9)),\(nested(9))]", limits: limits) } == nil)
        #expect(JSONLimits(depth: 1_000_000).depth == JSONLimits.greatestDepth)
        #expect(JSONLimits(depth: 0).depth == 1)
    }

    @Test("the greatest depth fits the stack of a secondary thread")
    func smallStack() async {
        let text = nested(JSONLimits.greatestDepth)
        let isRead = await withCheckedContinuation { continuation in
            let thread = Thread {
                let limits = JSONLimits(depth: JSONLimits.greatestDepth)
                let value = try? JSONValue(parsing: text, limits: limits)
                // A violation at the root makes the reader find the place and the excerpt, too.
                let isRefused = (try? LineItem(json: text, limits: limits)) == nil
                let isRepeated = value.map { [$0, $0].hasRepeatedElement } ?? false
                continuation.resume(
                    returning: value?.text == text && value?.prettyText() != nil && isRefused && isRepeated)
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(isRead)
    }

    @Test("the size of the text and the length of strings, keys and numbers")
    func sizes() {
        let limits = JSONLimits(size: 20, stringLength: 5)
        #expect(kind { try JSONValue(parsing: "\"12345\"", limits: limits) } == nil)
        #expect(kind { try JSONValue(parsing: "\"\\u0031\\u0032\\u0033\"", limits: limits) } == nil)
        #expect(kind { try JSONValue(parsing: "\"\u{e9}\u{e9}\u{e9}\"", limits: limits) } == .stringTooLong(limit: 5))
        #expect(kind { try JSONValue(parsing: "\"123456\"", limits: limits) } == .stringTooLong(limit: 5))
        #expect(kind { try JSONValue(parsing: "\"12\\n456\"", limits: limits) } == .stringTooLong(limit: 5))
        #expect(kind { try JSONValue(parsing: "{\"123456\":1}", limits: limits) } == .stringTooLong(limit: 5))
        #expect(kind { try JSONValue(parsing: "[123456]", limits: limits) } == .stringTooLong(limit: 5))
        #expect(kind { try Scalars(json: "{\"123456\":1}", limits: limits) } == .stringTooLong(limit: 5))
        #expect(kind { try JSONValue(parsing: "[1,2,3,4,5,6,7,8,9,0]", limits: limits) } == .tooLarge(limit: 20))
    }

    @Test("a hundred thousand unknown keys, in schema and in maps, are no work for hours")
    func manyKeys() throws {
        let members = (0..<100_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",")
        #expect(try Scalars(json: "{\(members)}").json == nil)
        guard case .object(let map) = try JSONValue(parsing: "{\(members)}") else {
            Issue.record("no object")
            return
        }
        #expect(map.count == 100_000)
        #expect(map["key99999"] == .integer(99_999))
        #expect(kind { try Scalars(json: "{\(members),\"key7\":1}") } == .duplicateKey("key7"))
    }

    @Test("uniqueness of many elements is no work for hours")
    func manyElements() throws {
        let elements = (0..<20_000).map { "{\"a\":[\($0),\"x\"]}" }
        func isUnique(_ elements: [String]) -> Bool {
            let text = Array("[\(elements.joined(separator: ","))]".utf8)
            return (try? JSONReader.read(text) { $0.list(uniqueItems: true) { $0.json() } }) != nil
        }
        #expect(isUnique(elements))
        #expect(!isUnique(elements + ["{\"a\":[5e0,\"\\u0078\"]}"]))
    }

    @Test("violations in containers that contain each other are no work for hours")
    func nestedViolations() throws {
        let inner = Array(repeating: "1", count: 200_000).joined(separator: ",")
        let text = String(repeating: "[", count: 100) + inner + String(repeating: "]", count: 100)
        // A recursive reader that finds fault with each level.
        func level(_ reader: inout JSONReader, _ depth: Int) -> Bool? {
            if depth == 0 {
                reader.skipValue()
                return true
            }
            return reader.list(minItems: 2) { level(&$0, depth - 1) } == nil ? nil : true
        }
        let error = #expect(throws: InvalidPayload.self) {
            try JSONReader.read(Array(text.utf8)) { level(&$0, 99) }
        }
        #expect(error?.violations.count == 99)
        #expect(error?.violations.last?.pointer == String(repeating: "/0", count: 98))
    }
}
