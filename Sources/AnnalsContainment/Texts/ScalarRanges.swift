import AnnalsPattern
import Synchronization

/// A set of code points as ranges in ascending order that do not touch.
struct ScalarRanges: Hashable, Sendable {
    private(set) var ranges: [ClosedRange<UInt32>]

    /// All code points that a text can have: surrogates are none.
    static let all = ScalarRanges([0...0xD7FF, 0xE000...0x10FFFF])

    /// Creates a set of ranges in any order.
    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    /// The code points of a class.
    init(_ set: ScalarClass) {
        switch set {
        case .ranges(let ranges): self.init(ranges)
        case .category: self = CategoryRanges.shared.ranges(set)
        case .union(let parts): self.init(parts.flatMap { ScalarRanges($0).ranges })
        case .not(let part): self = ScalarRanges(part).complement
        case .anyCase(let part): self = ScalarRanges(part).ignoringCase
        }
    }

    /// Whether a code point is in the set.
    func contains(_ scalar: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(scalar)
    }

    private var complement: ScalarRanges {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return ScalarRanges(result)
    }

    private var ignoringCase: ScalarRanges {
        ScalarRanges(
            ranges + CategoryRanges.shared.orbits.filter { $0.contains(where: contains) }.joined().map { $0...$0 })
    }
}

/// What takes a look at every code point, done once a process.
private final class CategoryRanges: Sendable {
    static let shared = CategoryRanges()

    private let known = Mutex<[ScalarClass: ScalarRanges]>([:])

    /// The code points that differ in case only, group by group.
    let orbits: [[UInt32]] = {
        // Letters with case end at U+1E943.
        let scalars = (0...0x1EFFF).compactMap(Unicode.Scalar.init)
        let cased = scalars.filter { $0.properties.isCased || $0.properties.changesWhenCaseMapped }
        let orbits = cased.map { Set(CaseOrbit.of($0).map(\.value)).sorted() }.filter { $0.count > 1 }
        return Set(orbits).sorted { $0.lexicographicallyPrecedes($1) }
    }()

    func ranges(_ category: ScalarClass) -> ScalarRanges {
        if let ranges = known.withLock({ $0[category] }) { return ranges }
        let members = (0...0x10FFFF).compactMap(Unicode.Scalar.init).filter(category.contains)
        let ranges = ScalarRanges(members.map { $0.value...$0.value })
        known.withLock { $0[category] = ranges }
        return ranges
    }
}
