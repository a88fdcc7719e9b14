import AnnalsDiagnostics
import Testing

struct SuggestionTests {
    static let known = ["minimum", "maximum", "minLength", "maxLength", "pattern", "on", "id"]

    @Test(arguments: [
        ("minimun", "minimum"), ("maxlength", "maxLength"), ("pattren", "pattern"), ("minLenght", "minLength"),
        ("pttern", "pattern"), ("patternn", "pattern"),
    ])
    func findsTheNearestName(mistyped: String, meant: String) {
        #expect(Suggestion.closest(to: mistyped, in: Self.known) == meant)
    }

    @Test(arguments: ["colour", "x", "", "of"])
    func saysNothingWhenNothingIsNear(name: String) {
        #expect(Suggestion.closest(to: name, in: Self.known) == nil)
    }

    @Test func findsTheNameInAnotherCase() {
        #expect(Suggestion.closest(to: "ON", in: Self.known) == "on")
    }

    @Test func takesTheFirstOfEquals() {
        #expect(Suggestion.closest(to: "bar", in: ["baz", "bat"]) == "baz")
    }

    @Test func doesNotCompareTextsThatNobodyTypes() {
        let long = String(repeating: "a", count: 1_000_000)
        #expect(Suggestion.closest(to: long, in: [long + "b"]) == nil)
    }
}
