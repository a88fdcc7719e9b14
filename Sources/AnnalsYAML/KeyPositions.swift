/// Finds keys among the entries of a map that is being read: a few by comparing, many by a table.
struct KeyPositions {
    private var table: [String: Int] = [:]

    /// Up to here comparing is faster than hashing.
    private static let few = 12

    /// The position of the entry with a key.
    ///
    /// - Parameter entries: Those of the last call, perhaps with more behind them; no key stands twice.
    mutating func position(of key: String, in entries: [Node.Entry]) -> Int? {
        guard entries.count > KeyPositions.few else { return entries.firstIndex { $0.key.text == key } }
        for position in table.count..<entries.count { table[entries[position].key.text] = position }
        return table[key]
    }
}
