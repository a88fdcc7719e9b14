import AnnalsContainment
import AnnalsJSON

/// How verdicts on pairs of schemas compare with those of others.
struct Score: CustomStringConvertible {
    private(set) var imported = 0
    private(set) var rightSafe = 0
    private(set) var rightBreaks = 0
    /// Safe for us and not for others; nobody has shown a value that breaks.
    private(set) var disputedSafe = 0
    /// Broken for us, with a value that shows it, and safe for others.
    private(set) var disputedBreaks = 0
    private(set) var hanging = 0
    private(set) var unknown = 0
    private(set) var count = 0
    /// What each dispute is about.
    private(set) var disputes: [String] = []

    /// Verdicts of others that are wrong, and why.
    private static let mistakes = [
        "apicurio-json#10 forward": "[a-z]* without anchors is found in every text",
        "apicurio-json#108 forward": "one of the alternatives takes every text, and the other one all that is no text",
    ]

    mutating func count(_ judgement: SchemaPair.Judgement, of pair: SchemaPair) {
        count += 1
        switch judgement {
        case .notImported: return
        case .hangsOnFormat: hanging += 1
        case .verdict(.safe) where pair.isContained: rightSafe += 1
        case .verdict(.safe):
            disputedSafe += 1
            let reason = Score.mistakes[pair.id].map { ", because \($0)" } ?? ""
            disputes.append("safe for us\(reason): \(pair)")
        case .verdict(.breaks) where !pair.isContained: rightBreaks += 1
        case .verdict(.breaks(let payloads)):
            disputedBreaks += 1
            disputes.append("breaks for us with \(payloads.first?.payload.text.prefix(200) ?? ""): \(pair)")
        case .verdict(.unknown(let doubts, _)):
            unknown += 1
            disputes.append("unknown, \(doubts.map(\.reason).joined(separator: "; ")): \(pair)")
        }
        imported += 1
    }

    var description: String {
        """
        \(imported) of \(count) imported: \(rightSafe) safe, \(rightBreaks) breaks as others say, \(disputedSafe) safe and \
        \(disputedBreaks) breaks against them, \(hanging) hang on the meaning of format, \(unknown) unknown
        """
    }
}

extension SchemaPair: CustomStringConvertible {
    var description: String { "\(id): \(writer.text.prefix(300)) read as \(reader.text.prefix(300))" }
}
