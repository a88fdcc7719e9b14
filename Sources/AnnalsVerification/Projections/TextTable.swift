/// Rows whose columns stand below each other.
struct TextTable {
    /// The rows, without blanks at their ends.
    let lines: [String]

    /// A table with titles.
    init(_ titles: [String], _ rows: [[String]]) {
        self.init([titles] + rows)
    }

    /// A table without titles. All rows have as many columns as the first.
    init(_ rows: [[String]]) {
        let count = rows.first?.count ?? 0
        let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
        lines = rows.map { row in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
    }
}
