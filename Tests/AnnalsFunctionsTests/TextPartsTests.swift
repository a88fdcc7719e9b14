import AnnalsFunctions
import Testing

/// What the generator makes of `split` gives the same parts.
@Suite("Parts of a text")
struct TextPartsTests {
    @Test(
        "are those of split",
        arguments: [
            "", ",", ", ", "a", "a, b", "a, b, c, d, e", ", , ", "a,b", "a, ", ", a", "ä, 東京, 😀", "one,, two",
            "1, 2, 3, 4, 5, 6, 7, 8, 9, 10", "a text that is longer than fifteen bytes, and so is this one",
        ], [", ", ",", "a", "東", "a separator of more than eight bytes"])
    func parts(text: String, separator: String) {
        let expected = CEL.split(text, separator)
        for index in -1...TextParts.capacity {
            let found = CEL.withParts(text, separator) { CEL.optionalElement($0, index) }
            #expect(found == (index < TextParts.capacity ? CEL.optionalElement(expected, index) : nil))
        }
    }
}
