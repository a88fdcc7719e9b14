/// Every function and operator of the language. A new row needs a function in the function module and a line in the
/// evaluator; checker, emitter and documentation have it from here.
public enum OverloadTable {
    /// All rows.
    public static let all: [Overload] =
        arithmetic + comparisons + access + optionals + strings + patterns + encodings + conversions + decimals
        + collections
        + math
        + time + decided

    /// The rows of one name.
    public static func named(_ name: String) -> [Overload] { byName[name] ?? [] }

    /// The row with an id.
    public static func row(_ id: String) -> Overload? { byID[id] }

    /// All names that can be written as a function or a method.
    public static let functionNames: [String] = Set(
        all.filter { !$0.styles.isEmpty && $0.styles != [.symbol] }.map(\.name)
    ).sorted()

    /// What stands before the dot of functions such as `math.abs`.
    static let namespaces: Set<String> = Set(
        functionNames.compactMap { name in name.firstIndex(of: ".").map { String(name[..<$0]) } }
    ).union(["cel", "optional"])

    /// Whether values of a type can be compared with `<`.
    static func isOrdered(_ type: ExpressionType) -> Bool {
        type == .undetermined || named("<").contains { $0.parameters == [.type(type), .type(type)] }
    }

    private static let byName = Dictionary(grouping: all, by: \.name)
    private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })

    /// A row. `fails` stands for arguments that have no result, such as an overflow.
    static func row(
        _ id: String, _ name: String, _ styles: [Overload.Style], _ parameters: [Overload.Pattern],
        _ result: Overload.Pattern, fails: Bool = false, function: String, _ summary: String
    ) -> Overload {
        Overload(
            id: id, name: name, styles: styles, parameters: parameters, result: result, canFail: fails,
            function: function, summary: summary)
    }
}

extension Overload.Pattern {
    static let bool = Overload.Pattern.type(.bool)
    static let int = Overload.Pattern.type(.int)
    static let uint = Overload.Pattern.type(.uint)
    static let double = Overload.Pattern.type(.double)
    static let string = Overload.Pattern.type(.string)
    static let bytes = Overload.Pattern.type(.bytes)
    static let timestamp = Overload.Pattern.type(.timestamp)
    static let duration = Overload.Pattern.type(.duration)
    static let decimal = Overload.Pattern.type(.decimal)
    static let element = Overload.Pattern.parameter("T")
    static let key = Overload.Pattern.parameter("K")
    static let elements = Overload.Pattern.list(.parameter("T"))
    static let members = Overload.Pattern.map(.parameter("K"), .parameter("T"))
}
