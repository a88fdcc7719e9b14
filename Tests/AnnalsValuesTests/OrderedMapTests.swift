import AnnalsValues
import Testing

@Suite("OrderedMap")
struct OrderedMapTests {
    @Test("entries keep the order of insertion; setting a key again keeps its place")
    func order() {
        var map: OrderedMap<Int> = ["b": 1, "a": 2]
        map["c"] = 3
        map["b"] = 4
        #expect(map.keys == ["b", "a", "c"])
        #expect(map.values == [4, 2, 3])
        map["a"] = nil
        #expect(map.keys == ["b", "c"])
        #expect(map["a"] == nil)
    }

    @Test("keys are told apart by their bytes, not by canonical equivalence")
    func bytes() {
        var map: OrderedMap<Int> = [:]
        map["\u{e9}"] = 1
        map["e\u{301}"] = 2
        #expect(map.count == 2)
        #expect(map["\u{e9}"] == 1)
    }

    @Test("a large map finds, refuses, removes and re-inserts its keys")
    func large() {
        var map = OrderedMap<Int>()
        let inserted = (0..<1000).count { map.insert($0, forKey: "key \($0)") }
        let again = map.insert(7, forKey: "key 500")
        #expect(inserted == 1000 && !again)
        #expect(map["key 999"] == 999)
        map["key 3"] = nil
        #expect(map["key 3"] == nil)
        #expect(map["key 999"] == 999)
        map["key 3"] = 3
        #expect(map.last?.key == "key 3")
        for number in 0..<990 { map["key \(number)"] = nil }
        #expect(map.count == 10)
        #expect(map["key 995"] == 995)
        #expect(map.mapValues { $0 * 2 }["key 995"] == 1990)
    }

    @Test("equality and hash do not count the order")
    func equality() {
        let left: OrderedMap<Int> = ["a": 1, "b": 2]
        let right: OrderedMap<Int> = ["b": 2, "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["a": 1, "b": 3])
        #expect(left != ["a": 1])
    }
}
