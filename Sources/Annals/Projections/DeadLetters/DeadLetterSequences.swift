/// Which open letters belong together: those of one stream, and those that touch the same row or process.
struct DeadLetterSequences {
    /// The positions of the letters that are to be tried or skipped: a retry takes the whole sequence of its letter, a skip
    /// what waits behind it.
    private(set) var tried: Set<Int> = []

    /// - Parameter open: All that are open, in the order of positions.
    init(_ open: [DeadLetter]) {
        let groups = Self.groups(open)
        for (index, letter) in open.enumerated() where letter.request != nil {
            tried.insert(letter.position)
            for (other, group) in zip(open, groups) where group == groups[index] {
                if letter.request == .retry || other.state == .waiting { tried.insert(other.position) }
            }
        }
    }

    /// For each letter the number of its sequence: letters of one stream or row have the same.
    private static func groups(_ letters: [DeadLetter]) -> [Int] {
        var parents = Array(letters.indices)
        func root(_ index: Int) -> Int {
            var index = index
            while parents[index] != index {
                parents[index] = parents[parents[index]]
                index = parents[index]
            }
            return index
        }
        var first: [UTF8Key: Int] = [:]
        for (index, letter) in letters.enumerated() {
            // A stream and a row may be called the same.
            for key in ["s" + letter.event.metadata.stream] + letter.keys.map({ "r" + $0 }) {
                if let other = first[UTF8Key(key)] {
                    parents[root(index)] = root(other)
                } else {
                    first[UTF8Key(key)] = index
                }
            }
        }
        return letters.indices.map(root)
    }
}
