import Foundation

/// Rows under headings, aligned.
struct Table {
    private let title: String
    private let headings: [String]
    private var rows: [[String]] = []

    init(_ title: String, _ headings: [String]) {
        self.title = title
        self.headings = headings
    }

    mutating func add(_ row: [String]) {
        rows.append(row)
    }

    func print() {
        let widths = headings.indices.map { column in ([headings] + rows).map { $0[column].count }.max() ?? 0 }
        func line(_ row: [String]) -> String {
            var text = zip(row, widths).map { cell, width in
                // Numbers stand under each other by their last digit.
                cell.last?.isNumber == true && cell.first?.isLetter != true
                    ? Table.right(cell, width) : cell + String(repeating: " ", count: width - cell.count)
            }.joined(separator: "  ")
            while text.hasSuffix(" ") { text.removeLast() }
            return text
        }
        Swift.print(
            "\n\(title)\n\(line(headings))\n\(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "))"
        )
        rows.forEach { Swift.print(line($0)) }
    }

    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// An amount with two digits after the point.
    static func money(_ amount: Double) -> String { String(format: "%.2f", amount) }

    /// An amount in cents.
    static func money(cents: Int) -> String {
        let fraction = String(cents.magnitude % 100)
        return "\(cents < 0 ? "-" : "")\(cents.magnitude / 100).\(fraction.count < 2 ? "0" : "")\(fraction)"
    }
}
