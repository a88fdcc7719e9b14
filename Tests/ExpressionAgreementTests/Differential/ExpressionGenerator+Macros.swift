import AnnalsExpression

extension ExpressionGenerator {
    /// A macro with a result of the type; nil when there is none.
    mutating func macro(_ type: ExpressionType, _ depth: Int) -> String? {
        if random.once(in: 5) { return bind(type, depth) }
        switch type {
        case .bool: return quantifier(depth)
        case .list(let element): return list(of: element, depth)
        case .map(let key, let value): return map(key, value, depth)
        case .string where random.once(in: 2): return format(depth)
        default: return nil
        }
    }

    /// `cel.bind(x, value, body)`.
    private mutating func bind(_ type: ExpressionType, _ depth: Int) -> String {
        let (name, bound) = (variable(), anyType())
        let value = expression(bound, depth - 1)
        let body = binding(name, bound) { $0.expression(type, depth - 1) }
        return "cel.bind(\(name), \(value), \(body))"
    }

    /// A list or a map to go over, with the types of index or key, and of element or value.
    private mutating func range(_ depth: Int) -> (text: String, first: ExpressionType, second: ExpressionType) {
        let element = scalar()
        if random.once(in: 4) {
            let key = random.element([ExpressionType.string, .int, .uint, .bool])
            return (expression(.map(key, element), depth - 1), key, element)
        }
        if random.once(in: 4), scope.contains(where: { $0.text == "old" }) {
            let version = 1 + random.below(2)
            return (version == 1 ? "old.items" : "old.newer", .int, .record(RecordName("Item", version: version)))
        }
        return (expression(.list(element), depth - 1), .int, element)
    }

    private mutating func quantifier(_ depth: Int) -> String {
        if random.once(in: 3) {
            let range = range(depth)
            let (one, other) = ("p\(random.below(9))", "q\(random.below(9))")
            let name = random.element(["all", "exists", "existsOne"])
            let body = binding(one, range.first) { $0.binding(other, range.second) { $0.test(depth - 1) } }
            return "\(ExpressionGenerator.operand(range.text)).\(name)(\(one), \(other), \(body))"
        }
        // With one variable a map is gone over by its keys.
        let key = random.element([ExpressionType.string, .int, .uint, .bool])
        let element = random.once(in: 3) ? key : scalar()
        let isMap = element == key && random.once(in: 2)
        let range = expression(isMap ? .map(key, scalar()) : .list(element), depth - 1)
        let name = random.element(["all", "exists", "exists_one"])
        let one = variable()
        let body = binding(one, element) { $0.test(depth - 1) }
        return "\(ExpressionGenerator.operand(range)).\(name)(\(one), \(body))"
    }

    /// A condition, which reads fields where there is a record.
    private mutating func test(_ depth: Int) -> String { expression(.bool, depth) }

    private mutating func list(of element: ExpressionType, _ depth: Int) -> String {
        let source = scalar()
        let name = variable()
        switch random.below(6) {
        case 0:
            let list = expression(.list(element), depth - 1)
            let body = binding(name, element) { $0.test(depth - 1) }
            return "\(ExpressionGenerator.operand(list)).filter(\(name), \(body))"
        case 1:
            let list = expression(.list(source), depth - 1)
            let (condition, body) = binding(name, source) {
                ($0.test(depth - 1), $0.expression(element, depth - 1))
            }
            return "\(ExpressionGenerator.operand(list)).map(\(name), \(condition), \(body))"
        case 2:
            let list = expression(.list(element), depth - 1)
            let key = random.element([ExpressionType.bool, .int, .uint, .double, .string, .timestamp, .duration])
            let body = binding(name, element) { $0.expression(key, depth - 1) }
            return "\(ExpressionGenerator.operand(list)).sortBy(\(name), \(body))"
        case 3:
            let range = range(depth)
            let index = "n\(random.below(9))"
            let value = "w\(random.below(9))"
            let (condition, body) = binding(index, range.first) {
                $0.binding(value, range.second) { ($0.test(depth - 1), $0.expression(element, depth - 1)) }
            }
            let filter = random.once(in: 2) ? "\(condition), " : ""
            return "\(ExpressionGenerator.operand(range.text)).transformList(\(index), \(value), \(filter)\(body))"
        case 4:
            let optional = expression(.optional(element), depth - 1)
            return "[?\(optional), \(expression(element, depth - 1))]"
        default:
            let list = expression(.list(source), depth - 1)
            let body = binding(name, source) { $0.expression(element, depth - 1) }
            return "\(ExpressionGenerator.operand(list)).map(\(name), \(body))"
        }
    }

    private mutating func map(_ key: ExpressionType, _ value: ExpressionType, _ depth: Int) -> String {
        let source = scalar()
        let (one, other) = ("k\(random.below(9))", "x\(random.below(9))")
        switch random.below(4) {
        case 0:
            let map = expression(.map(key, source), depth - 1)
            let (condition, body) = binding(one, key) {
                $0.binding(other, source) { ($0.test(depth - 1), $0.expression(value, depth - 1)) }
            }
            let filter = random.once(in: 2) ? "\(condition), " : ""
            return "\(ExpressionGenerator.operand(map)).transformMap(\(one), \(other), \(filter)\(body))"
        case 1:
            let range = range(depth)
            let (condition, newKey, newValue) = binding(one, range.first) {
                $0.binding(other, range.second) {
                    ($0.test(depth - 1), $0.expression(key, depth - 1), $0.expression(value, depth - 1))
                }
            }
            let filter = random.once(in: 2) ? "\(condition), " : ""
            return
                "\(ExpressionGenerator.operand(range.text)).transformMapEntry(\(one), \(other), \(filter){\(newKey): \(newValue)})"
        case 2:
            let optional = expression(.optional(value), depth - 1)
            return "{?\(expression(key, depth - 1)): \(optional)}"
        default:
            return
                "{\(expression(key, depth - 1)): \(expression(value, depth - 1)), \(leaf(key)): \(expression(value, depth - 1))}"
        }
    }

    /// `"%s %d".format([a, b])`.
    private mutating func format(_ depth: Int) -> String {
        var text = ""
        var arguments: [String] = []
        for _ in 0..<(1 + random.below(3)) {
            let (clause, types) = random.element(FormatClause.all)
            text += random.element(["", " ", "é", "%%"]) + clause
            arguments.append(expression(random.element(types), depth - 1))
        }
        return "\(LiteralText.string(text)).format([\(arguments.joined(separator: ", "))])"
    }

    // MARK: - Optionals and records

    /// A form with an optional in it; nil when there is none for the type.
    mutating func optionalForm(_ type: ExpressionType, _ depth: Int) -> String? {
        if case .optional(let wrapped) = type { return optional(wrapped, depth) }
        if case .record(let name) = type { return construction(name, depth) }
        return "\(ExpressionGenerator.operand(optional(type, depth))).orValue(\(expression(type, depth - 1)))"
    }

    private mutating func optional(_ wrapped: ExpressionType, _ depth: Int) -> String {
        let source = scalar()
        let name = variable()
        switch random.below(5) {
        case 0:
            let optional = expression(.optional(source), depth - 1)
            let body = binding(name, source) { $0.expression(wrapped, depth - 1) }
            return "\(ExpressionGenerator.operand(optional)).optMap(\(name), \(body))"
        case 1:
            let optional = expression(.optional(source), depth - 1)
            let body = binding(name, source) { $0.expression(.optional(wrapped), depth - 1) }
            return "\(ExpressionGenerator.operand(optional)).optFlatMap(\(name), \(body))"
        case 2 where scope.contains { $0.text == "old" }:
            let paths: [(String, ExpressionType)] = [
                ("old.?note", .string), ("old.?limit", .int), ("old.?item.?price", .double),
                ("old.?item.?note", .string),
                ("old.?other.?zip", .string), ("old.newer[?0].?count", .int), ("old.?labels.?k", .string),
                ("old.?rank", .string), ("old.?n", .int),
            ]
            let fitting = paths.filter { $0.1 == wrapped }
            return fitting.isEmpty ? leaf(.optional(wrapped)) : random.element(fitting).0
        case 3: return "[\(expression(wrapped, depth - 1))][?\(expression(.int, depth - 1))]"
        default: return "optional.of(\(expression(wrapped, depth - 1)))"
        }
    }

    /// `Item{name: s, ?note: optional.of(t)}`.
    mutating func construction(_ name: RecordName, _ depth: Int) -> String {
        var fields: [String] = []
        for field in World.shared.fields(name) {
            let type = field.type.view
            if field.isOmittable, random.once(in: 2) { continue }
            if case .optional(let wrapped) = type {
                let isOptional = depth > 0 && random.once(in: 2)
                fields.append(
                    isOptional
                        ? "?\(field.name): \(expression(.optional(wrapped), depth - 1))"
                        : "\(field.name): \(depth > 0 ? expression(wrapped, depth - 1) : leaf(wrapped))")
            } else {
                fields.append("\(field.name): \(depth > 0 ? expression(type, depth - 1) : leaf(type))")
            }
        }
        return "\(name.name).v\(name.version){\(fields.joined(separator: ", "))}"
    }
}

/// Clauses of `format` with the types that they take.
enum FormatClause {
    static let all: [(clause: String, types: [ExpressionType])] = [
        (
            "%s",
            [
                .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .list(.int), .list(.double),
                .map(.string, .int),
            ]
        ),
        ("%d", [.int, .uint]), ("%f", [.double]), ("%.2f", [.double]), ("%e", [.double]), ("%.0e", [.double]),
        ("%x", [.int, .uint, .string, .bytes]), ("%X", [.int, .uint, .string, .bytes]), ("%o", [.int, .uint]),
        ("%b", [.int, .uint, .bool]),
    ]
}
