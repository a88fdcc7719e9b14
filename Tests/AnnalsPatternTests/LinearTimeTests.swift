import Testing

@testable import AnnalsPattern

/// Patterns on which engines that try one way after the other take exponential time. Steps are counted, not seconds.
@Suite struct LinearTimeTests {
    @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(a*)*b$", "(.*)(.*)(.*)(.*)x", "^(([a-z])+.)+[A-Z]$"])
    func stepsGrowWithTheTextOnly(_ source: String) throws {
        let pattern = try Pattern(source)
        func steps(_ count: Int) -> Int {
            let (isMatch, steps) = pattern.search(String(repeating: "a", count: count) + "!")
            #expect(!isMatch)
            return steps
        }
        let (small, large) = (steps(1_000), steps(10_000))
        #expect(large < small * 11)
        #expect(large < 10_000 * 100)
    }

    @Test func countsOfNothingCostNothing() throws {
        var source = "()"
        for _ in 0..<50 { source = "(\(source){1000})" }
        #expect(try Pattern("^a\(source)b$").matches("ab"))
        var random = SplitMix(seed: 1)
        #expect(try Pattern(source).sample(using: &random) == "")
    }

    @Test func repeatedAnchorsAreBounded() throws {
        var source = "^"
        for _ in 0..<20 { source = "(\(source){1000})" }
        #expect(throws: PatternError.self) { try Pattern(source) }
    }
}
