import AnnalsSchema
import AnnalsValues

/// Code that reads a value and checks its constraints: `reader.list(minItems: 1) { LineItem(from: &$0) }`.
struct ReadingCode {
    let context: GenerationContext
    /// Whether constraints are checked. Rows of read models are not.
    var checksConstraints = true

    /// Where the constants of constraints stand, and the name of the place.
    struct Place {
        /// `Self`, or the name of an alias's rule.
        var owner: String
        var name: String

        func inner(_ part: String) -> Place { Place(owner: owner, name: SchemaConstant.joined(name, part)) }
    }

    /// The code that reads a value of a type.
    func read(_ type: ValueType, from reader: String, at place: Place) -> Layout {
        switch type {
        case .scalar(let scalar, let constraints):
            return .call("\(reader).\(method(scalar))", arguments(constraints, of: scalar, place))
        case .list(let element, let constraints):
            let head = Layout.call("\(reader).list", arguments(constraints, of: nil, place))
            return closure(head, element, place.inner("item"))
        case .map(let value, let constraints):
            let head = Layout.call("\(reader).map", arguments(constraints, of: nil, place))
            return closure(head, value, place.inner("value"))
        case .optional(let wrapped):
            // Only elements come here; the reader of an optional field asks for null itself.
            return closure(.text("\(reader).nullable"), wrapped, place)
        case .named(let id):
            if case .alias(let target) = context.definition(id) {
                return read(target, from: reader, at: Place(owner: AliasPrinter.ruleName(id, context), name: ""))
            }
            return .text("\(context.swiftName(id))(from: \(reader == "$0" ? "&$0" : "&\(reader)"))")
        }
    }

    private func closure(_ head: Layout, _ element: ValueType, _ place: Place) -> Layout {
        let call = head.flat.hasSuffix("()") ? Layout.text(String(head.flat.dropLast(2))) : head
        return call + " " + .closure(parameters: "", body: read(element, from: "$0", at: place))
    }

    private func method(_ scalar: ScalarType) -> String {
        switch scalar {
        case .uuid: "uniqueID"
        case .string, .bool, .int, .int32, .uint, .double, .decimal, .timestamp, .date, .duration, .bytes, .uri, .json:
            scalar.rawValue
        }
    }

    private func arguments(_ constraints: Constraints, of scalar: ScalarType?, _ place: Place) -> [Layout] {
        guard checksConstraints else { return [] }
        switch scalar {
        case .int:
            return integerArguments(constraints, smallest: DecimalNumber(Int.min), largest: DecimalNumber(Int.max))
        case .int32:
            return integerArguments(constraints, smallest: DecimalNumber(Int32.min), largest: DecimalNumber(Int32.max))
        case .uint: return integerArguments(constraints, smallest: 0, largest: DecimalNumber(UInt.max))
        default:
            return constraints.all.map { keyword, argument in
                .labelled(keyword.rawValue, .text(text(argument, keyword, of: scalar, place)))
            }
        }
    }

    private func text(
        _ argument: ConstraintArgument, _ keyword: ConstraintKeyword, of scalar: ScalarType?, _ place: Place
    ) -> String {
        if SchemaConstant.value(argument, keyword, of: scalar, context.names) != nil {
            return "\(place.owner).\(SchemaConstant.name(keyword, place.name))"
        }
        return switch argument {
        case .count(let count): "\(count)"
        case .number(let number) where scalar == .double && keyword != .multipleOf: SwiftLiteral.double(number.double)
        case .number(let number): number.description
        case .flag, .pattern: "true"
        }
    }

    /// Exclusive and fractional bounds of integers become inclusive whole ones; bounds that hold anyway are left out.
    private func integerArguments(
        _ constraints: Constraints, smallest: DecimalNumber, largest: DecimalNumber
    ) -> [Layout] {
        let bounds = IntegerBounds(constraints)
        var arguments: [Layout] = []
        if let minimum = bounds.minimum, minimum > smallest {
            arguments.append(.labelled("minimum", .text(min(minimum, largest).description)))
        }
        if let maximum = bounds.maximum, maximum < largest {
            arguments.append(.labelled("maximum", .text(max(maximum, smallest).description)))
        }
        if case .number(let divisor)? = constraints[.multipleOf], divisor.isInteger, divisor <= largest {
            arguments.append(.labelled("multipleOf", .text(divisor.description)))
        }
        return arguments
    }
}
