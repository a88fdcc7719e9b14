/// Our counts beside what others were measured with: the same kinds of pairs, though not the same selection, because each
/// tool takes other schemas.
enum Scoreboard {
    private struct Row {
        var tool: String
        var pairs: String
        var acceptedBreaks: String
        var refusedSafe: String
        var remark: String
    }

    private static let others = [
        Row(
            tool: "Karapace 6.2.0", pairs: "1959 containment", acceptedBreaks: "148 of 774", refusedSafe: "602 of 1185",
            remark: "71 crashes"),
        Row(
            tool: "Karapace 6.2.0", pairs: "452 registry", acceptedBreaks: "40 of 181", refusedSafe: "48 of 271",
            remark: "8 crashes"),
        Row(
            tool: "jsonsubschema 0.0.8", pairs: "1317 containment", acceptedBreaks: "2 of 559",
            refusedSafe: "15 of 559",
            remark: "758 not answered"),
        Row(
            tool: "EventCatalog's rules", pairs: "657 registry", acceptedBreaks: "204 of 239", refusedSafe: "18 of 418",
            remark: ""),
    ]

    /// - Parameter refuted: How many of our verdicts a value contradicts.
    static func print(_ score: Score, refuted: (safe: Int, breaks: Int)) {
        let own = Row(
            tool: "Annals", pairs: "\(score.count) of both", acceptedBreaks: "\(refuted.safe) of \(score.rightBreaks)",
            refusedSafe: "\(refuted.breaks) of \(score.rightSafe)",
            remark: """
                \(score.count - score.imported) not imported, \(score.hanging) hang on format, \(score.unknown) unknown, \
                \(score.disputedSafe + score.disputedBreaks) against the given verdict without a value for it
                """)
        Swift.print(line("tool", "pairs", "breaks accepted", "safe refused", "") + "\n" + rows(others + [own]))
    }

    private static func rows(_ rows: [Row]) -> String {
        rows.map { line($0.tool, $0.pairs, $0.acceptedBreaks, $0.refusedSafe, $0.remark) }.joined(separator: "\n")
    }

    private static func line(_ cells: String...) -> String {
        zip(cells, [22, 18, 17, 15, 0]).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined()
    }
}
