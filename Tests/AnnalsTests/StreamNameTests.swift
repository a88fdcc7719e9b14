import Annals
import Testing

@Suite struct StreamNameTests {
    @Test(arguments: [("Order", "42"), ("Order", "a-b-c"), ("Ö", "😀"), ("a b", " "), ("Order", "-")])
    func makesAndReadsNames(category: String, id: String) throws {
        let name = try StreamName(category: category, id: id)
        #expect(name.description == "\(category)-\(id)")
        #expect(StreamName(name.description) == name)
        #expect(StreamName(name.description)?.category == category)
        #expect(StreamName(name.description)?.id == id)
    }

    @Test(arguments: [("", "42"), ("Order", ""), ("Or-der", "42"), ("Or\u{0}der", "42"), ("Order", "4\u{0}2")])
    func refusesParts(category: String, id: String) {
        let error = #expect(throws: InvalidStreamName.self) { try StreamName(category: category, id: id) }
        #expect(error?.description.contains("Order-42") == true)
    }

    @Test(arguments: ["", "-", "Order", "Order-", "-42"])
    func refusesTexts(_ text: String) {
        #expect(StreamName(text) == nil)
    }

    @Test func comparesBytes() throws {
        #expect(try StreamName(category: "A", id: "ä") != StreamName(category: "A", id: "a\u{308}"))
        #expect(try Set([StreamName(category: "A", id: "x"), StreamName(category: "A", id: "x")]).count == 1)
    }
}
