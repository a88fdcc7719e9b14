import AnnalsDiagnostics
import Foundation
import Testing

@testable import AnnalsExpression

/// Input that wants to crash, hang or overflow.
@Suite struct HostileInputTests {
    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Each is far deeper than the limit, some within the length that is allowed.
    static let deep: [String] = [
        repeated("(", 100_000), repeated("[", 100_000), repeated("{", 100_000), repeated("!", 100_000) + "a",
        repeated("-", 100_000) + "a", repeated("(", 30_000) + "1" + repeated(")", 30_000),
        "a" + repeated("+a", 30_000), "a" + repeated("||a", 20_000), "a" + repeated("&&a", 20_000),
        "a" + repeated(".a", 30_000), "a" + repeated("[0]", 20_000), "a" + repeated(".a()", 15_000),
        repeated("a?b:", 15_000) + "c", repeated("f(", 20_000) + repeated(")", 20_000),
        repeated("A{b:", 15_000) + "1" + repeated("}", 15_000), repeated("!", 60_000) + "a",
        repeated("-", 60_000) + "a", repeated("[", 60_000), repeated("{", 60_000), repeated("(", 60_000),
        // Little nesting, but a tree that grows at every level.
        repeated("(", 150) + "a" + repeated(repeated(".a", 150) + ")", 150),
    ]

    @Test("Nesting far beyond the limit is refused", arguments: deep.indices)
    func nesting(index: Int) throws {
        let source = HostileInputTests.deep[index]
        let outcome = ExpressionChecker(Shop.environment()).check(source, expected: nil)
        let issue = try #require(outcome.issues.first)
        #expect(outcome.expression == nil)
        #expect(outcome.issues.count == 1)
        if source.utf8.count > Parser.maximumLength {
            #expect(issue.message == "an expression has at most 65536 bytes, this one has \(source.utf8.count)")
        } else {
            #expect(issue.message == "the expression nests deeper than 200 levels")
        }
    }

    /// The deepest expressions that are accepted need less than half of a main thread's stack, even without optimization.
    @Test func theDeepestAcceptedExpressionsFitIntoASmallStack() async {
        let accepted = [
            Self.repeated("(", 199) + "1" + Self.repeated(")", 199),
            Self.repeated("[", 199) + "1" + Self.repeated("]", 199),
            "1" + Self.repeated("+1", 199), Self.repeated("!", 199) + "true",
            Self.repeated("true?1:", 199) + "1", "true" + Self.repeated("&&true", 199),
            Self.repeated("{'a':", 199) + "1" + Self.repeated("}", 199),
            "'a'" + Self.repeated(".trim()", 199),
            Self.repeated("size([", 99) + "1" + Self.repeated("])", 99),
        ]
        let checked = await withCheckedContinuation { continuation in
            let thread = Thread {
                let outcomes = accepted.map { ExpressionChecker(Shop.environment()).check($0, expected: nil) }
                continuation.resume(returning: outcomes)
            }
            thread.stackSize = 4 * 1024 * 1024
            thread.start()
        }
        for outcome in checked {
            #expect(outcome.expression != nil, "\(outcome.issues.map(\.shown))")
        }
    }

    /// Random damage to good expressions: an answer, places inside the source, and nothing else.
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func damagedExpressions(seed: UInt64) {
        var random = SplitMix(state: seed)
        let checker = ExpressionChecker(Shop.environment())
        var accepted = 0
        for _ in 0..<1_500 {
            let source = Self.damaged(&random)
            let outcome = checker.check(source, expected: nil)
            accepted += outcome.expression == nil ? 0 : 1
            #expect((outcome.expression == nil) == outcome.issues.contains { $0.severity == .error }, "\(source)")
            let length = source.utf8.count
            for issue in outcome.issues {
                #expect(issue.range.lowerBound >= 0 && issue.range.upperBound <= length, "\(source): \(issue.shown)")
            }
            if let root = outcome.expression?.root {
                let places = root.allNodes.map(\.range)
                #expect(places.allSatisfy { $0.lowerBound >= 0 && $0.upperBound <= length }, "\(source)")
            }
            // What parses can be printed and parsed again to the same tree.
            if let tree = try? Parser.parse(source), let again = try? Parser.parse(tree.text) {
                #expect(again.text == tree.text)
            }
        }
        // Damage that always destroys would test the first error only.
        #expect(accepted > 20)
    }

    private static let seeds = [
        "old.items.filter(i, i.quantity > 1).map(i, double(i.quantity) * i.price)",
        "has(old.note) ? old.note + '!' : \"\\u00e9\"",
        "Address{street: old.shippingAddress.split(', ')[?0].orValue('')}",
        "old.labels['a'] == r'\\d' || old.status in ['draft', 'created'] && !old.isPaid",
        "{'a': [1, -2, 0x3], 'b': []}", "old.?billing.?street.orValue('x').size() % 3 - 1", "b'\\xff' + old.data",
        "old.time - timestamp('2020-01-01T00:00:00Z') > duration('1h') ? 1u : 2u", "LineItem.v1{productId: 'é😀'}",
        "old.items.map(i, i.price > 1.5e3, i.productId).join(',')", "1 + 2 * (3 - 4) / 5",
    ]

    private static func damaged(_ random: inout SplitMix) -> String {
        var bytes = Array(random.element(of: seeds).utf8)
        for _ in 0..<random.below(4) where !bytes.isEmpty {
            let position = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes.remove(at: position)
            case 1: bytes.insert(random.element(of: Array("().[]{}?:,'\"\\`-!&|=<0x1eé ".utf8)), at: position)
            case 2: bytes[position] = UInt8(truncatingIfNeeded: random.next())
            case 3: bytes.append(contentsOf: bytes[position...].prefix(12))
            default: bytes.insert(contentsOf: random.element(of: seeds).utf8.prefix(random.below(20)), at: position)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A small generator with a seed, so that a failure can be repeated.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}
