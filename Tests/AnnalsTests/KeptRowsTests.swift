import AnnalsStoreSuite
import Testing

@testable import Annals

@Suite struct KeptRowsTests {
    @Test func aFilterKnowsWhatWasInserted() {
        var filter = KeyFilter(byteCount: 4096)
        var random = SystemRandomNumberGenerator()
        let (inside, outside) = ((0..<2000).map { _ in Int(truncatingIfNeeded: random.next()) }, 2000)
        for hash in inside { filter.insert(hash) }
        #expect(inside.allSatisfy(filter.mayContain))
        let mistaken = (0..<outside).count { _ in filter.mayContain(Int(truncatingIfNeeded: random.next())) }
        #expect(mistaken < outside / 20)
    }

    @Test func keysAreSortedLikeTheTable() {
        for values in [
            ["b", "", "aaaaaaaaaaab", "aaaaaaaaaaaa", "ä", "a"].map { [ColumnValue.text($0)] },
            [3, -1, 0, .max, .min, 255, 256].map { [ColumnValue.integer($0)] },
        ] {
            var index = RowIndex()
            for value in values { #expect(index.number(PackedColumns(value)) == index.count - 1) }
            #expect(index.number(PackedColumns(values[1])) == 1)
            let sorted = index.sorted(Array(values.indices)).map { index.key($0).values }
            #expect(sorted == values.sorted { $0.lexicographicallyPrecedes($1) })
        }
    }

    @Test func writtenRowsAreKnownAndForgottenOnesAreLookedUp() throws {
        var lookups: [String] = []
        var batch = RowBatch<TagCount> { key in
            if case .text(let tag) = key.values[0] { lookups.append(tag) }
            return nil
        } find: { _, _ in
            []
        }
        batch.tableIsEmpty(filterSize: 1024)
        try batch.save(TagCount(tag: "a", count: 1))
        // The table has no rows, so that nothing is looked up.
        #expect(try batch.row("b") == nil && lookups.isEmpty)
        let first = try batch.nextChanges(atMost: 10, keeping: true)
        #expect(first.map(\.values?.values) == [[.text("a"), .integer(1)]])
        guard case .absent = first[0].before else {
            Issue.record("\(first)")
            return
        }
        #expect(!batch.hasChanges)
        try batch.save(TagCount(tag: "a", count: 2))
        let second = try batch.nextChanges(atMost: 10, keeping: true)
        guard case .present(let before) = second[0].before else {
            Issue.record("\(second)")
            return
        }
        #expect(before == first[0].values)
        batch.forgetRows()
        _ = try batch.row("a")
        _ = try batch.row("c")
        #expect(lookups.first == "a", "what was written is looked up, and of others few")
    }
}
