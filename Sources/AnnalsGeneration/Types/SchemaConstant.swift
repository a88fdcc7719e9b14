import AnnalsSchema
import AnnalsValues

/// A constant that generated readers share between calls: a compiled pattern or an exact number.
struct SchemaConstant: Hashable {
    let name: String
    /// `Pattern(validated: "…")`
    let value: String

    /// The constants of a type at a place, such as a field; those of aliases stand with the alias.
    static func all(in type: ValueType, place: String, _ names: Names) -> [SchemaConstant] {
        switch type {
        case .scalar(let scalar, let constraints):
            constraints.all.compactMap { keyword, argument in
                value(argument, keyword, of: scalar, names).map {
                    SchemaConstant(name: name(keyword, place), value: $0)
                }
            }
        case .list(let element, _): all(in: element, place: joined(place, "item"), names)
        case .map(let value, _): all(in: value, place: joined(place, "value"), names)
        case .optional(let wrapped): all(in: wrapped, place: place, names)
        case .named: []
        }
    }

    /// The value of the constant for a constraint; nil for one that a literal can say.
    static func value(
        _ argument: ConstraintArgument, _ keyword: ConstraintKeyword, of scalar: ScalarType?, _ names: Names
    ) -> String? {
        switch (argument, scalar) {
        case (.pattern(let source), _): "\(names.Pattern)(validated: \(SwiftLiteral.string(source)))"
        case (.number, .int), (.number, .int32), (.number, .uint), (.count, _), (.flag, _): nil
        case (.number, .double) where keyword != .multipleOf: nil
        case (.number(let number), _):
            number.integer(Int.self) == nil ? "\(names.DecimalNumber)(validated: \"\(number)\")" : nil
        }
    }

    /// `codePattern` for the pattern of the field `code`; `pattern` where the place has no name.
    static func name(_ keyword: ConstraintKeyword, _ place: String) -> String { joined(place, keyword.rawValue) }

    /// `codeItem` for `code` and `item`.
    static func joined(_ place: String, _ part: String) -> String {
        place.isEmpty ? part : place + SwiftIdentifier.capitalized(part)
    }
}
