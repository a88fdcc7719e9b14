import Foundation

/// `Shop [HISTORY] [--database FILE]`
struct Arguments {
    var history: String
    var database: String
    /// Whether nobody asked for the database, so that nobody will look for it.
    var isTemporary: Bool

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        var named: String?
        var file: String?
        while let argument = rest.popFirst() {
            if argument == "--database" {
                guard let value = rest.popFirst() else { throw HistoryError(description: "--database needs a file") }
                file = value
            } else if argument.hasPrefix("-") {
                throw HistoryError(description: "usage: Shop [HISTORY] [--database FILE]")
            } else {
                named = argument
            }
        }
        isTemporary = file == nil
        history = named ?? Arguments.committedHistory
        database =
            file ?? FileManager.default.temporaryDirectory.appending(path: "shop-\(UUID().uuidString).sqlite").path
    }

    /// The history of this repository, from wherever the program is started.
    private static var committedHistory: String {
        let candidates = ["../History/history.jsonl", "Examples/History/history.jsonl"]
        return candidates.first { FileManager.default.fileExists(atPath: $0) } ?? candidates[0]
    }
}
