import AnnalsSchema

extension ScalarType {
    /// The texts of a type whose values are strings in JSON, and whether they are exactly those: a language with more texts
    /// than the type has shows that all are taken elsewhere, one with the same texts shows also which are not.
    func language(_ constraints: Constraints) -> (texts: TextLanguage, isExact: Bool)? {
        switch self {
        case .string:
            var pattern: String?
            if case .pattern(let source)? = constraints[.pattern] { pattern = source }
            let texts = TextLanguage(
                pattern: pattern, minLength: constraints.count(.minLength) ?? 0,
                maxLength: constraints.count(.maxLength))
            return (texts, true)
        case .uuid: return (TextLanguage(pattern: exportedPattern), true)
        case .bytes: return (TextLanguage(pattern: exportedPattern), constraints.isEmpty)
        case .date: return (TextLanguage(pattern: ScalarType.dates), true)
        case .uri: return (TextLanguage(pattern: ScalarType.uris), true)
        case .timestamp, .duration, .decimal: return (TextLanguage(pattern: exportedPattern), false)
        case .bool, .int, .int32, .uint, .double, .json: return nil
        }
    }

    /// Every day from 0001-01-01 to 9999-12-31.
    private static let dates: String = {
        let years = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
        let leapYears =
            "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
        let days =
            "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
            + "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
        return "^(?:\(years)-\(days)|\(leapYears)-02-29)$"
    }()

    /// A scheme, a colon and what RFC 3986 allows behind it.
    private static let uris =
        #"^[A-Za-z][A-Za-z0-9+.\-]*:(?:[!#$&-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})*$"#
}
