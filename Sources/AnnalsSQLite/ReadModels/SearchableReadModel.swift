internal import Annals
public import GRDB

/// A read model with a full-text index.
public protocol SearchableReadModel: SQLiteReadModel {}

extension SearchableReadModel {
    /// The rows that have words which begin with each of those in a text, the best match first. Like any request it can be
    /// narrowed and cut into pages: `OrderSummary.search("ann").filter(…).limit(20, offset: 40).fetchAll(db)`.
    ///
    /// - Parameter text: What a person wrote; nothing in it is a query language. Upper case and accents do not count. A text
    ///   without words finds nothing.
    public static func search(_ text: String) -> QueryInterfaceRequest<Self> {
        guard let pattern = SearchPattern(text) else { return none() }
        let (index, numbers) = (SearchStatements.index(table.name), SearchStatements.numbers(table.name))
        let key = table.primaryKey
        let hits = CommonTableExpression(
            named: "annals_hits",
            sql: """
                SELECT \(list(key.map { "n.\(quoted($0))" })), \(quoted(index)).rank AS annals_rank
                FROM \(quoted(index)) JOIN \(quoted(numbers)) n ON n.\(SearchStatements.number) = \(quoted(index)).rowid
                WHERE \(quoted(index)) MATCH ?
                """, arguments: [pattern.text])
        let association = association(to: hits) { row, hit in
            key.map { row[Column($0)] == hit[Column($0)] }.joined(operator: .and)
        }
        return with(hits).joining(
            required: association.order([Column("annals_rank")] + key.map { Column($0) as any SQLOrderingTerm }))
    }
}

/// A text as a query of FTS5: every word in quotes and as a beginning.
struct SearchPattern {
    let text: String

    init?(_ text: String) {
        let words = text.split { $0.isWhitespace || $0 == "\u{0}" }
        let quoted = words.map { word in
            "\"" + word.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"*"
        }
        if quoted.isEmpty { return nil }
        self.text = quoted.joined(separator: " ")
    }
}
