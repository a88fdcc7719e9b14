import Testing

@testable import AnnalsFunctions

/// A search in linear time must find what a search at every place finds.
@Suite struct SearchTests {
    @Test func agreesWithSearchingEverywhere() {
        var texts = [[]] as [[UInt8]]
        var previous = texts
        for _ in 0..<7 {
            previous = previous.flatMap { text in [text + [0], text + [1]] }
            texts += previous
        }
        let parts = texts.filter { $0.count <= 4 }
        for text in texts {
            for part in parts {
                let expected = text.indices.first { text[$0...].starts(with: part) } ?? (part.isEmpty ? 0 : nil)
                #expect(SequenceSearch(part).first(in: text, from: 0) == expected)
            }
        }
    }

    @Test func theStartCounts() {
        let search = SequenceSearch(Array("aba".utf8))
        let text = Array("ababa".utf8)
        #expect(search.first(in: text, from: 0) == 0)
        #expect(search.first(in: text, from: 1) == 2)
        #expect(search.first(in: text, from: 3) == nil)
        #expect(search.first(in: text, from: 5) == nil)
    }

    @Test func lastPlacesAgreeWithFirstOnes() {
        for (text, part, end, place) in [
            ("abcabc", "abc", 6, 3), ("abcabc", "abc", 2, 0), ("abcabc", "bc", 0, -1), ("aaa", "a", 1, 1),
            ("", "", 0, 0),
        ] {
            #expect(ScalarSearch(text, part).last(upTo: end) == place)
        }
    }
}
