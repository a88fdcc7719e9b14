import AnnalsDiagnostics
import AnnalsYAML

/// Which names the language allows. They become Swift names and SQL columns, so they are ASCII.
enum Names {
    enum Kind: String {
        case type = "a type"
        case event = "an event"
        case aggregate = "an aggregate"
        case projection = "a projection"
        case command = "a command"
        case process = "a process"
        case field = "a field"
        case enumValue = "a value of an enum"
        case variable = "a variable"
        case swiftCase = "a case in Swift"
    }

    /// Reports a name that is not of the form that its kind has.
    static func check(_ scalar: Scalar, _ kind: Kind, _ diagnostics: inout Diagnostics) {
        let name = scalar.text
        guard isWord(name) else {
            diagnostics.error(
                "schema.name",
                "'\(name)' cannot be the name of \(kind.rawValue): a name has ASCII letters, digits and _",
                at: scalar.location)
            return
        }
        let startsUpper = name.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
        switch kind {
        case .type, .event, .aggregate, .projection, .command, .process:
            if name.utf8.first == UInt8(ascii: "_") {
                diagnostics.error(
                    "schema.name", "the name of \(kind.rawValue) begins with a capital letter", at: scalar.location)
            } else if !startsUpper {
                diagnostics.error(
                    "schema.name", "the name of \(kind.rawValue) begins with a capital letter", at: scalar.location,
                    suggestion: "write \(name.prefix(1).uppercased())\(name.dropFirst())")
            } else if Names.reserved.contains(name) {
                diagnostics.error(
                    "schema.reserved-name", "'\(name)' is a name of Swift or of the runtime", at: scalar.location,
                    suggestion: "choose a longer name, such as \(name)Value")
            }
        case .field, .variable, .swiftCase:
            if Names.reservedMembers.contains(name) {
                diagnostics.error(
                    "schema.reserved-name", "'\(name)' is a member that every Swift value has", at: scalar.location,
                    suggestion: "choose another name")
            } else if startsUpper {
                diagnostics.error(
                    "schema.name", "the name of \(kind.rawValue) begins with a small letter", at: scalar.location,
                    suggestion: "write \(name.prefix(1).lowercased())\(name.dropFirst())")
            }
        case .enumValue: break
        }
    }

    /// Whether a name has ASCII letters, digits and `_`, at least one letter, no digit first, and at most 100 of them.
    static func isWord(_ name: String) -> Bool {
        name.utf8.first.map { isLetter($0) || $0 == UInt8(ascii: "_") } == true
            && name.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
            && name.utf8.contains(where: isLetter) && name.utf8.count <= 100
    }

    /// Reports a namespace that is not made of words with dots between them.
    static func checkNamespace(_ scalar: Scalar, _ diagnostics: inout Diagnostics) {
        let words = scalar.text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isValid = words.allSatisfy { word in
            word.first.map(isLetter) == true
                && word.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2D }
        }
        guard !isValid else { return }
        diagnostics.error(
            "schema.name", "a namespace is made of words with dots between them", at: scalar.location,
            suggestion: "write shop.orders, say")
    }

    /// Reports a rule's id that is not made of letters and digits, with `-` or `_` between them.
    static func checkRule(_ scalar: Scalar, _ diagnostics: inout Diagnostics) {
        let words = scalar.text.utf8.split(omittingEmptySubsequences: false) { $0 == 0x2D || $0 == 0x5F }
        let isValid =
            words.allSatisfy { !$0.isEmpty && $0.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) } }
            && scalar.text.utf8.first.map { (0x61...0x7A).contains($0) } == true && scalar.text.utf8.count <= 100
        guard !isValid else { return }
        diagnostics.error(
            "schema.name",
            "'\(scalar.text)' cannot be the id of a rule: an id begins with a small letter and has ASCII "
                + "letters, digits, - and _", at: scalar.location, suggestion: "write total-matches-items, say")
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) }

    /// Names that would hide those that generated code uses.
    static let reserved: Set<String> = [
        "Any", "Array", "Bool", "Dictionary", "Double", "Equatable", "Error", "Hashable", "Int", "Int32", "Never",
        "Optional",
        "Result", "Self", "Sendable", "Set", "String", "Type", "UInt", "UInt8", "Void", "Protocol", "Aggregate",
        "AggregateEvent", "CEL", "CalendarDate", "ColumnValue", "DecimalNumber", "EnumerationCodable",
        "EvaluationError",
        "Event", "EventMetadata", "EventRegistry", "EventStore", "JSONCodable", "JSONFields", "JSONReader", "JSONValue",
        "JSONWriter", "KeyedMap", "OpenEnumerationCodable", "NullValue", "OrderedMap", "Pattern", "Projection",
        "ReadModel", "RecordedEvent",
        "RowAccess",
        "TableDefinition",
        "TimeSpan", "Timestamp", "UniqueID", "AnnalsRegistry",
    ]

    /// Members that a property of the same name would break.
    static let reservedMembers: Set<String> = ["self", "hashValue", "hash", "init"]

    /// `orderSummaries` and `OrderSummary` in snake case.
    static func snakeCase(_ name: String) -> String {
        var result = ""
        var previous: Character = "_"
        for character in name {
            if character.isUppercase, previous != "_", !previous.isUppercase { result.append("_") }
            result.append(contentsOf: character.lowercased())
            previous = character
        }
        return result
    }
}

extension String {
    /// `a bool`, `an int`.
    var withArticle: String { "aeiou".contains(prefix(1)) && !hasPrefix("u") ? "an \(self)" : "a \(self)" }
}
