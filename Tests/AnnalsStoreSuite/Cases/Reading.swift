import Annals
import Testing

extension StoreCase {
    static let reading =
        [
            (1, Int.max, ReadDirection.forwards, Int.max, [1, 2, 3, 4, 5]),
            (1, .max, .backwards, .max, [5, 4, 3, 2, 1]),
            (2, 4, .forwards, .max, [2, 3, 4]), (2, 4, .backwards, .max, [4, 3, 2]),
            (1, .max, .forwards, 2, [1, 2]), (1, .max, .backwards, 2, [5, 4]),
            (3, .max, .forwards, 2, [3, 4]), (1, 3, .backwards, 2, [3, 2]),
            (5, 5, .forwards, .max, [5]), (6, .max, .forwards, .max, []), (-5, 0, .forwards, .max, []),
            (Int.min, 2, .backwards, .max, [2, 1]), (1, .max, .forwards, 0, []), (1, .max, .forwards, -1, []),
            (4, 2, .forwards, .max, []),
        ].map { first, last, direction, limit, expected in
            StoreCase("reading versions \(first) to \(last) \(direction), at most \(limit)") { store in
                try await store.append(deposits(5), to: stream(), expecting: .any)
                try await store.append(deposits(5), to: stream("b"), expecting: .any)
                let records = try await store.read(
                    stream(), from: first, to: last, direction: direction, limit: limit)
                #expect(records.map(\.metadata.streamVersion) == expected)
                #expect(records.allSatisfy { $0.metadata.stream == "Account-a" })
            }
        } + readingAll

    private static let readingAll = [
        StoreCase("what does not exist is empty") { store in
            let records = try await store.read(stream())
            #expect(records.isEmpty)
            #expect(try await store.readAll().isEmpty)
            #expect(try await store.version(of: stream()) == 0)
            #expect(try await store.lastPosition() == 0)
        },
        StoreCase("everything, in pages") { store in
            try await store.append(deposits(25), to: stream("a"), expecting: .any)
            try await store.append(deposits(20), to: stream("b"), expecting: .any)
            var pages: [[Int]] = []
            while true {
                let page = try await store.readAll(after: pages.last?.last ?? 0, limit: 10)
                if page.isEmpty { break }
                pages.append(page.map(\.position))
            }
            #expect(pages.map(\.count) == [10, 10, 10, 10, 5])
            #expect(pages.flatMap { $0 } == Array(1...45))
            #expect(try await store.readAll(after: 45).isEmpty)
            #expect(try await store.readAll(after: .max).isEmpty)
            #expect(try await store.readAll(after: -7, limit: 1).map(\.position) == [1])
            #expect(try await store.readAll(limit: 0).isEmpty)
        },
        StoreCase("by category and by type") { store in
            let other = try StreamName(category: "Wallet", id: "w-1-2")
            try await store.append([deposit(), withdrawal()], to: stream(), expecting: .any)
            try await store.append([withdrawal(), deposit()], to: other, expecting: .any)
            let cases: [(EventFilter, [Int])] = [
                (.all, [1, 2, 3, 4]), (.categories(["Account"]), [1, 2]), (.categories(["Wallet"]), [3, 4]),
                (.categories(["Wallet", "Account"]), [1, 2, 3, 4]), (.categories(["Acc"]), []),
                (.categories([]), []), (.types(["MoneyDeposited"]), [1, 4]), (.types([]), []),
                (.types(["MoneyDeposited", "MoneyWithdrawn", "Other"]), [1, 2, 3, 4]), (.types(["Other"]), []),
                (EventFilter(categories: ["Wallet"], types: ["MoneyDeposited"]), [4]),
            ]
            for (filter, expected) in cases {
                #expect(try await store.readAll(filter).map(\.position) == expected, "\(filter)")
            }
            #expect(try await store.readAll(after: 1, .types(["MoneyDeposited"]), limit: 1).map(\.position) == [4])
        },
        StoreCase("ids with dashes, quotes and percent signs are different streams") { store in
            let ids = ["a", "a-", "a-b", "A", "'", "\"", "%", "_", "ä", "a\u{308}", "-", " "]
            for id in ids { try await store.append([deposit()], to: stream(id), expecting: .noStream) }
            for (index, id) in ids.enumerated() {
                #expect(try await store.read(stream(id)).map(\.position) == [index + 1], "\(id)")
            }
        },
    ]
}
