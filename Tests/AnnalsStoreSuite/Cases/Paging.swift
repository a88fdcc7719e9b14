import Annals
import Testing

/// Everything that is there, page after page.
extension StoreCase {
    /// The positions of each page.
    private static func positions(_ pages: EventPages) async throws -> [[Int]] {
        var positions: [[Int]] = []
        for try await page in pages { positions.append(page.map(\.position)) }
        return positions
    }

    static let paging = [
        StoreCase("pages of a store without events") { store in
            let (all, ofStream) = (try await positions(store.events()), try await positions(store.events(of: stream())))
            #expect(all.isEmpty && ofStream.isEmpty)
        },
        StoreCase("pages are as large as they may be, and hold each event once") { store in
            try await store.append(deposits(7), to: stream("a"), expecting: .any)
            try await store.append(deposits(2), to: stream("b"), expecting: .any)
            #expect(try await positions(store.events(pageSize: 4)) == [[1, 2, 3, 4], [5, 6, 7, 8], [9]])
            #expect(try await positions(store.events(pageSize: 9)) == [Array(1...9)])
            #expect(try await positions(store.events(pageSize: 3)) == [[1, 2, 3], [4, 5, 6], [7, 8, 9]])
            #expect(try await positions(store.events(after: 5, pageSize: 3)) == [[6, 7, 8], [9]])
            #expect(try await positions(store.events(after: 9)).isEmpty)
            #expect(try await positions(store.events(pageSize: 0)).map(\.count) == Array(repeating: 1, count: 9))
        },
        StoreCase("what is appended while pages are read is left out") { store in
            try await store.append(deposits(5), to: stream(), expecting: .any)
            var seen: [Int] = []
            for try await page in store.events(pageSize: 2) {
                seen += page.map(\.position)
                try await store.append(deposits(2), to: stream(), expecting: .any)
            }
            #expect(seen == [1, 2, 3, 4, 5])
            #expect(try await store.lastPosition() == 11)
            seen = []
            for try await page in try store.events(of: stream(), direction: .backwards, pageSize: 4) {
                seen += page.map(\.metadata.streamVersion)
                try await store.append(deposits(2), to: stream(), expecting: .any)
            }
            #expect(seen == Array((1...11).reversed()))
        },
        StoreCase("what is removed while pages are read is left out") { store in
            try await store.append(deposits(6), to: stream("a"), expecting: .any)
            try await store.append(deposits(3), to: stream("b"), expecting: .any)
            var seen: [Int] = []
            for try await page in store.events(pageSize: 2) {
                seen += page.map(\.position)
                try await store.delete(stream("a"))
            }
            #expect(seen == [1, 2, 7, 8, 9])
        },
        StoreCase("pages of a filter") { store in
            try await store.append(deposits(3), to: stream("a"), expecting: .any)
            try await store.append([withdrawal()], to: stream("b", category: "Wallet"), expecting: .any)
            try await store.append(deposits(3), to: stream("a"), expecting: .any)
            #expect(try await positions(store.events(.types(["MoneyWithdrawn"]), pageSize: 1)) == [[4]])
            #expect(
                try await positions(store.events(.categories(["Account"]), pageSize: 3)) == [[1, 2, 3], [5, 6, 7]])
            #expect(try await positions(store.events(.types([]))).isEmpty)
        },
        StoreCase("pages of a stream, forwards and backwards") { store in
            try await store.append(deposits(3), to: stream("b"), expecting: .any)
            try await store.append(deposits(5), to: stream("a"), expecting: .any)
            let a = try stream("a")
            #expect(try await positions(store.events(of: a, pageSize: 2)) == [[4, 5], [6, 7], [8]])
            #expect(
                try await positions(store.events(of: a, direction: .backwards, pageSize: 2)) == [[8, 7], [6, 5], [4]])
            #expect(try await positions(store.events(of: a, from: 2, to: 4, pageSize: 2)) == [[5, 6], [7]])
            #expect(try await positions(store.events(of: a, from: -5, to: 1)) == [[4]])
            #expect(try await positions(store.events(of: a, from: 4, to: 2)).isEmpty)
            #expect(try await positions(store.events(of: a, from: -4, to: 0)).isEmpty)
            _ = try await store.truncate(a, before: 3)
            #expect(try await positions(store.events(of: a, direction: .backwards, pageSize: 2)) == [[8, 7], [6]])
        },
        StoreCase("pages can be read twice, each time anew") { store in
            let pages = store.events()
            #expect(try await positions(pages).isEmpty)
            try await store.append(deposits(2), to: stream(), expecting: .any)
            #expect(try await positions(pages) == [[1, 2]])
        },
        StoreCase("pages end with an error when the task is cancelled, not early") { store in
            try await store.append(deposits(3), to: stream(), expecting: .any)
            let task = Task {
                var pages = store.events(pageSize: 1).makeAsyncIterator()
                _ = try await pages.next()
                withUnsafeCurrentTask { $0?.cancel() }
                return try await pages.next()
            }
            let error = await #expect(throws: EventStoreError.self) { try await task.value }
            #expect(error?.code == .cancelled)
        },
    ]
}
