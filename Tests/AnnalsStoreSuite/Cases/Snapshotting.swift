import Annals
import JSONTrials
import Testing

extension StoreCase {
    /// What a store that keeps snapshots must do besides.
    public static let snapshots = keeping + snapshotLoading + [workingFromSnapshots]

    /// A snapshot as the sample aggregate makes it.
    private static func sample(
        _ version: Int, of name: String = "a", fingerprint: String = "f", seconds: Int64? = nil
    ) throws -> Snapshot {
        let time = try #require(Timestamp(seconds: seconds ?? Int64(version), nanoseconds: 7))
        return Snapshot(
            stream: try stream(name), fingerprint: fingerprint, version: version,
            eventID: UniqueID(high: .max, low: UInt64(version)), time: time,
            state: Array(#"{"balance":\#(version),"transactions":1,"name":"é\u0000"}"#.utf8))
    }

    private static func keeping(_ store: any EventStore) throws -> any SnapshotStore {
        try #require(store as? any SnapshotStore, "the store keeps no snapshots")
    }

    private static let keeping = [
        StoreCase("the newest snapshot up to a version and a time is given as it was") { store in
            let snapshots = try keeping(store)
            for version in [20, 10, 30] { try await snapshots.save(sample(version), keeping: 9) }
            try await snapshots.save(sample(15, of: "b"), keeping: 9)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "f") == sample(30))
            #expect(try await snapshots.snapshot(of: stream("c"), fingerprint: "f") == nil)
            for (version, expected) in [(9, nil), (10, 10), (19, 10), (29, 20), (.max, 30)] as [(Int, Int?)] {
                let found = try await snapshots.snapshot(
                    of: stream(), fingerprint: "f", upTo: version, recordedBy: .max)
                #expect(try found == expected.map { try sample($0) })
                #expect(found?.isWhole != false)
            }
            for (nanoseconds, expected) in [(6, 10), (7, 20), (8, 20)] as [(Int32, Int)] {
                let time = try #require(Timestamp(seconds: 20, nanoseconds: nanoseconds))
                let found = try await snapshots.snapshot(of: stream(), fingerprint: "f", upTo: .max, recordedBy: time)
                #expect(try found == sample(expected))
            }
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "f", upTo: 0, recordedBy: .min) == nil)
        },
        StoreCase("a snapshot is kept in place of the same one before") { store in
            let snapshots = try keeping(store)
            try await snapshots.save(sample(10), keeping: 3)
            try await snapshots.save(sample(10, seconds: 99), keeping: 3)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "f") == sample(10, seconds: 99))
        },
        StoreCase("only the newest snapshots are kept, whatever their order") { store in
            let snapshots = try keeping(store)
            for version in [10, 40, 20, 50, 30] { try await snapshots.save(sample(version), keeping: 2) }
            try await snapshots.save(sample(5), keeping: 0)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "f")?.version == 50)
            #expect(
                try await snapshots.snapshot(of: stream(), fingerprint: "f", upTo: 49, recordedBy: .max) == nil)
        },
        StoreCase("a snapshot of another fingerprint is never given, and goes when a new one comes") { store in
            let snapshots = try keeping(store)
            try await snapshots.save(sample(10), keeping: 3)
            try await snapshots.save(sample(10, of: "b"), keeping: 3)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "g") == nil)
            try await snapshots.save(sample(5, fingerprint: "g"), keeping: 3)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "f") == nil)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "g")?.version == 5)
            #expect(try await snapshots.snapshot(of: stream("b"), fingerprint: "f")?.version == 10)
        },
        StoreCase("snapshots go with the events that they need, and all of them with the stream") { store in
            let snapshots = try keeping(store)
            try await store.append(deposits(9), to: stream(), expecting: .any)
            for version in [3, 5, 8] { try await snapshots.save(sample(version), keeping: 9) }
            #expect(try await store.truncate(stream(), before: 6) == 5)
            #expect(try await store.truncate(stream(), before: .min) == 0)
            for (version, expected) in [(9, 8), (5, 5), (4, nil)] as [(Int, Int?)] {
                let found = try await snapshots.snapshot(
                    of: stream(), fingerprint: "f", upTo: version, recordedBy: .max)
                #expect(found?.version == expected)
            }
            #expect(try await store.delete(stream()) == 4)
            #expect(try await snapshots.snapshot(of: stream(), fingerprint: "f") == nil)
        },
        StoreCase("the snapshots of one stream can be removed") { store in
            let snapshots = try keeping(store)
            for name in ["a", "b"] { try await snapshots.save(sample(3, of: name), keeping: 9) }
            try await snapshots.deleteSnapshots(of: stream("a"))
            #expect(try await snapshots.snapshot(of: stream("a"), fingerprint: "f") == nil)
            #expect(try await snapshots.snapshot(of: stream("b"), fingerprint: "f") != nil)
        },
        StoreCase("the snapshots of one fingerprint can be removed from all streams") { store in
            let snapshots = try keeping(store)
            for name in ["a", "b"] { try await snapshots.save(sample(3, of: name), keeping: 9) }
            try await snapshots.save(sample(3, of: "c", fingerprint: "g"), keeping: 9)
            try await snapshots.deleteSnapshots(fingerprint: "f")
            try await snapshots.deleteSnapshots(fingerprint: "h")
            for name in ["a", "b"] {
                #expect(try await snapshots.snapshot(of: stream(name), fingerprint: "f") == nil)
            }
            #expect(try await snapshots.snapshot(of: stream("c"), fingerprint: "g") != nil)
        },
    ]
}
