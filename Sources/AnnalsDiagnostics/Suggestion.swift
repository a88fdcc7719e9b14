/// "Did you mean": the nearest of some known names.
public enum Suggestion {
    /// The known name that differs least from a mistyped one; nil when none is near.
    ///
    /// - Returns: A name within a third of its length in edits, the first of equals.
    public static func closest(to name: String, in known: some Sequence<String>) -> String? {
        var best: (name: String, distance: Int)?
        for candidate in known {
            // Of two short names everything is near: `x` is no mistyped `y`.
            let length = max(name.count, candidate.count)
            let limit = length < 3 ? 0 : max(1, length / 3)
            let distance = distance(
                Array(name.lowercased().unicodeScalars), Array(candidate.lowercased().unicodeScalars))
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        // Longer names are never typed by hand, and the table is quadratic.
        guard left.count <= 100, right.count <= 100 else { return .max }
        var rows = [Array(0...right.count)]
        for i in 0..<left.count {
            var row = [i + 1]
            for j in 0..<right.count {
                var cost = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, rows[i - 1][j - 1] + 1)
                }
                row.append(cost)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
