import AnnalsExpression

/// Makes well-typed expressions: every row of the overload table, every macro, guards, constructions, literals at the
/// edges.
struct ExpressionGenerator {
    var random: SeededRandom
    /// What can be read, as written: variables, fields, and optionals that a guard has shown to be there.
    var scope: [(text: String, type: ExpressionType)]
    /// How often each row has been used, so that rare ones come first.
    private var uses: [String: Int] = [:]
    private var names = 0
    /// Whether the arguments of calls with meaningful ones are rather literals.
    var prefersLiterals = true

    /// The variables of all expressions.
    static let variables: [String: ExpressionType] = [
        "b": .bool, "c": .bool, "i": .int, "j": .int, "u": .uint, "d": .double, "e": .double, "s": .string,
        "t": .string,
        "y": .bytes, "at": .timestamp, "w": .duration, "m": .decimal, "is": .list(.int), "us": .list(.uint),
        "ds": .list(.double), "ss": .list(.string), "bs": .list(.bool), "ws": .list(.duration), "ts": .list(.timestamp),
        "ys": .list(.bytes), "ms": .list(.decimal), "deep": .list(.list(.int)), "si": .map(.string, .int),
        "ssm": .map(.string, .string), "old": .record(RecordName("Old", version: 1)),
    ]

    private static let old: [(text: String, type: ExpressionType)] = World.shared.fields(RecordName("Old", version: 1))
        .filter { !$0.type.view.isOptionalType }.map { ("old.\($0.name)", $0.type.view) }

    private static let guarded: [(text: String, type: ExpressionType)] = World.shared.fields(
        RecordName("Old", version: 1)
    ).compactMap { field in
        if case .optional(let wrapped) = field.type.view { ("old.\(field.name)", wrapped) } else { nil }
    }

    /// A generator over the variables of all expressions, or over others.
    init(seed: UInt64, scope: [(text: String, type: ExpressionType)]? = nil) {
        random = SeededRandom(seed: seed)
        self.scope =
            scope ?? ExpressionGenerator.variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            + ExpressionGenerator.old
    }

    // MARK: - Types

    private static let scalars: [ExpressionType] = [
        .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .decimal,
    ]

    mutating func scalar() -> ExpressionType { random.element(ExpressionGenerator.scalars) }

    /// A type that a type variable may stand for.
    mutating func anyType() -> ExpressionType {
        switch random.below(8) {
        case 0: .list(scalar())
        case 1: .map(random.element([.string, .int, .uint, .bool]), scalar())
        case 2: .record(RecordName("Item", version: 2))
        default: scalar()
        }
    }

    // MARK: - Expressions

    /// An expression that calls a row.
    mutating func expression(calling row: Overload, depth: Int) -> String {
        var bindings: [String: ExpressionType] = [:]
        return call(row, &bindings, depth)
    }

    /// The types whose macros and optional forms are the outermost ones now and then.
    static let forms: [ExpressionType] = [
        .bool, .list(.int), .list(.string), .map(.string, .int), .map(.int, .string), .optional(.string), .string,
        .record(RecordName("Item", version: 2)), .map(.bool, .double), .map(.uint, .int), .int,
    ]

    /// An expression whose outermost part is a macro, a guard, a construction or a form with an optional.
    mutating func expression(ofForm type: ExpressionType, depth: Int) -> String {
        if random.once(in: 2), let text = optionalForm(type, depth) { return text }
        return macro(type, depth) ?? guarded(type, depth)
    }

    mutating func expression(_ type: ExpressionType, _ depth: Int) -> String {
        guard depth > 0 else { return leaf(type) }
        switch random.below(12) {
        case 0, 1: return leaf(type)
        case 2: return conditional(type, depth)
        case 3: return guarded(type, depth)
        case 4, 5: return macro(type, depth) ?? rowOrLeaf(type, depth)
        case 6: return optionalForm(type, depth) ?? rowOrLeaf(type, depth)
        case 7 where type == .bool:
            return
                "(\(expression(.bool, depth - 1)) \(random.once(in: 2) ? "&&" : "||") \(expression(.bool, depth - 1)))"
        case 8 where type == .bool: return "!\(expression(.bool, depth - 1))"
        default: return rowOrLeaf(type, depth)
        }
    }

    private mutating func rowOrLeaf(_ type: ExpressionType, _ depth: Int) -> String {
        let rows = ExpressionGenerator.callable.filter { row in
            var bindings: [String: ExpressionType] = [:]
            return ExpressionGenerator.unify(row.result, type, &bindings)
        }
        guard !rows.isEmpty else { return leaf(type) }
        // Of three the one that was used least.
        let candidates = (0..<3).map { _ in random.element(rows) }
        let row = candidates.min { uses[$0.id, default: 0] < uses[$1.id, default: 0] } ?? candidates[0]
        var bindings: [String: ExpressionType] = [:]
        _ = ExpressionGenerator.unify(row.result, type, &bindings)
        return call(row, &bindings, depth)
    }

    /// What stands for itself: a variable, a literal, or a construction of such.
    mutating func leaf(_ type: ExpressionType) -> String {
        let known = scope.filter { $0.type == type }
        if !known.isEmpty, !random.once(in: 3) { return random.element(known).text }
        if let literal = LiteralText.random(type, &random) { return literal }
        switch type {
        case .list(let element):
            return "[" + (0..<(1 + random.below(3))).map { _ in leaf(element) }.joined(separator: ", ") + "]"
        case .map(let key, let value): return "{\(leaf(key)): \(leaf(value))}"
        case .optional(let wrapped): return "optional.of(\(leaf(wrapped)))"
        case .record(let name): return construction(name, 0)
        default: return known.first?.text ?? "m"
        }
    }

    func fresh(_ counter: Int) -> String { "v\(counter)" }

    /// A name for a variable of a macro; now and then one that shadows another.
    mutating func variable() -> String {
        names += 1
        return random.once(in: 6) ? random.element(["i", "s", "old", "b"]) : fresh(names)
    }

    /// Runs with one more variable in scope, which hides what has its name.
    mutating func binding<Result>(
        _ name: String, _ type: ExpressionType, _ body: (inout ExpressionGenerator) -> Result
    ) -> Result {
        let outer = scope
        scope.removeAll { $0.text == name || $0.text.hasPrefix("\(name).") }
        // Twice, so that it is used.
        scope += [(name, type), (name, type)]
        defer { scope = outer }
        return body(&self)
    }

    private mutating func conditional(_ type: ExpressionType, _ depth: Int) -> String {
        let condition = expression(.bool, depth - 1)
        return "(\(condition) ? \(expression(type, depth - 1)) : \(expression(type, depth - 1)))"
    }

    /// An optional field under a guard.
    private mutating func guarded(_ type: ExpressionType, _ depth: Int) -> String {
        guard scope.contains(where: { $0.text == "old" }) else { return leaf(type) }
        let (path, wrapped) = random.element(ExpressionGenerator.guarded)
        let test = random.once(in: 2) ? "has(\(path))" : "\(path) != null"
        let outer = scope
        scope += [(path, wrapped), (path, wrapped)]
        let inside = expression(type, depth - 1)
        scope = outer
        if type == .bool, random.once(in: 2) { return "(\(test) && \(inside))" }
        return "(\(test) ? \(inside) : \(expression(type, depth - 1)))"
    }

    // MARK: - Rows

    /// The rows that can be written.
    static let callable = OverloadTable.all.filter { !$0.styles.isEmpty }

    static func unify(
        _ pattern: Overload.Pattern, _ type: ExpressionType, _ bindings: inout [String: ExpressionType]
    ) -> Bool {
        switch (pattern, type) {
        case (.type(let wanted), _): return wanted == type
        case (.parameter(let name), _):
            if let bound = bindings[name] { return bound == type }
            if name == "K", ![.string, .int, .uint, .bool].contains(type) { return false }
            bindings[name] = type
            return true
        case (.list(let inner), .list(let element)): return unify(inner, element, &bindings)
        case (.optional(let inner), .optional(let wrapped)): return unify(inner, wrapped, &bindings)
        case (.map(let key, let value), .map(let keyType, let valueType)):
            return unify(key, keyType, &bindings) && unify(value, valueType, &bindings)
        default: return false
        }
    }

    private mutating func type(
        _ pattern: Overload.Pattern, _ bindings: inout [String: ExpressionType]
    ) -> ExpressionType {
        switch pattern {
        case .type(let type): return type
        case .list(let inner): return .list(type(inner, &bindings))
        case .optional(let inner): return .optional(type(inner, &bindings))
        case .map(let key, let value): return .map(type(key, &bindings), type(value, &bindings))
        case .parameter(let name):
            if let bound = bindings[name] { return bound }
            let chosen = name == "K" ? random.element([ExpressionType.string, .int, .uint, .bool]) : anyType()
            bindings[name] = chosen
            return chosen
        }
    }

    private mutating func call(
        _ row: Overload, _ bindings: inout [String: ExpressionType], _ depth: Int
    ) -> String {
        uses[row.id, default: 0] += 1
        var arguments: [String] = []
        for (place, parameter) in row.parameters.enumerated() {
            let type = type(parameter, &bindings)
            arguments.append(hinted(row, place) ?? expression(type, depth - 1))
        }
        return ExpressionGenerator.written(row, arguments, random.element(row.styles))
    }

    /// Arguments that make sense more often than random ones would.
    private mutating func hinted(_ row: Overload, _ place: Int) -> String? {
        if ArgumentHints.isSmall(row, place) { return "\(random.below(9) - 1)" }
        if place == 1, ["/", "%"].contains(row.name), prefersLiterals {
            let divisor = random.element([2, 3, 7, 10, 1000])
            if row.result.isInt { return "\(divisor)" }
            if row.result.isUInt { return "\(divisor)u" }
        }
        guard prefersLiterals, let texts = ArgumentHints.texts(row, place) else { return nil }
        return LiteralText.string(random.element(texts))
    }

    /// A call as people write it.
    static func written(_ row: Overload, _ arguments: [String], _ style: Overload.Style) -> String {
        switch style {
        case .function: return "\(row.name)(\(arguments.joined(separator: ", ")))"
        case .method:
            return "\(operand(arguments[0])).\(row.name)(\(arguments.dropFirst().joined(separator: ", ")))"
        case .symbol:
            switch row.name {
            case "[]": return "\(operand(arguments[0]))[\(arguments[1])]"
            case "[?]": return "\(operand(arguments[0]))[?\(arguments[1])]"
            case "-_": return "-(\(arguments[0]))"
            default: return "(\(arguments[0]) \(row.name) \(arguments[1]))"
            }
        }
    }

    /// A text as the operand of a member access: a number needs parentheses.
    static func operand(_ text: String) -> String {
        text.first.map { $0.isNumber || $0 == "-" || $0 == "!" } == true ? "(\(text))" : text
    }
}

extension ExpressionType {
    var isOptionalType: Bool { if case .optional = self { true } else { false } }
}
