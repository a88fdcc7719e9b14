import Testing

@testable import AnnalsPattern

@Suite struct SampleTests {
    @Test(arguments: [
        "^[A-Z]{3}$", "^\\d{4}-\\d{2}-\\d{2}$", "^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$", "^(red|green|blue)$",
        "^\\+?[1-9]\\d{1,14}$", "^[^\\s]+$", "^\\p{Lu}\\pL*$", "^(?i)abc$", "^\\W$", "^[^a-z]{5}$", "^a{0,3}b{2}c*$",
        "",
        "^\\p{Greek}{2}$", "(?i)^\\PL{3}$", "^\\bword\\b$",
    ])
    func samplesMatch(_ source: String) throws {
        let pattern = try Pattern(source)
        var random = SplitMix(seed: 42)
        for _ in 0..<50 {
            let sample = try #require(pattern.sample(using: &random))
            #expect(pattern.matches(sample))
        }
    }

    @Test func theSameSeedGivesTheSameSamples() throws {
        let pattern = try Pattern("^[a-z]{1,8}\\d*$")
        var (first, second) = (SplitMix(seed: 3), SplitMix(seed: 3))
        for _ in 0..<20 { #expect(pattern.sample(using: &first) == pattern.sample(using: &second)) }
    }

    @Test(arguments: ["a^", "$a", "[^\\x{0}-\\x{10FFFF}]"])
    func whatNothingMatchesHasNoSample(_ source: String) throws {
        var random = SplitMix(seed: 1)
        #expect(try Pattern(source).sample(using: &random) == nil)
    }

    @Test func repetitionsOfRepetitionsEnd() throws {
        var source = "\\b"
        for _ in 0..<150 { source = "(\(source))*" }
        var random = SplitMix(seed: 1)
        _ = try Pattern(source).sample(using: &random)
        #expect(try Pattern(source).matches(""))
    }
}
