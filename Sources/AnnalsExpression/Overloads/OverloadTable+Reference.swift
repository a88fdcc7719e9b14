extension OverloadTable {
    /// The table as documentation: Markdown with one line a function, sorted by name.
    public static var reference: String {
        let written = all.filter { !$0.styles.isEmpty }
        let symbols = written.filter { $0.styles == [.symbol] }
        let functions = written.filter { $0.styles != [.symbol] }
        return """
            # Functions

            Every operator and function of the expression language, from the table that checker, evaluator and generator share.
            A result marked with ! can fail, and then an upcaster is not total.

            ## Operators

            \(table(symbols))
            ## Functions and methods

            \(table(functions.sorted { ($0.name, $0.id) < ($1.name, $1.id) }))
            """
    }

    private static func table(_ rows: [Overload]) -> String {
        "| call | result | meaning |\n| --- | --- | --- |\n"
            + rows.map { "| `\($0.call)` | `\($0.result)`\($0.canFail ? " !" : "") | \($0.summary) |\n" }.joined()
    }
}

extension Overload {
    /// How a call is written, with types in the place of arguments.
    fileprivate var call: String {
        let types = parameters.map(\.description)
        switch name {
        case "[]": return "\(types[0])[\(types[1])]"
        case "[?]": return "\(types[0])[?\(types[1])]"
        case "-_": return "-\(types[0])"
        default: break
        }
        if styles == [.symbol] { return types.joined(separator: " \(name) ") }
        guard styles.contains(.method) else { return "\(name)(\(types.joined(separator: ", ")))" }
        return "\(types[0]).\(name)(\(types.dropFirst().joined(separator: ", ")))"
    }
}
