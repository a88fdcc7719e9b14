import AnnalsExpression

extension ExpressionEmitter {
    func not(_ operand: TypedNode) -> EmittedCode {
        switch operand.kind {
        case .literal(.bool(let value)): return EmittedCode(.text("\(!value)"))
        // `x == null` is the negation of "has a value".
        case .call(let overload, let arguments) where overload.id == "optional.hasValue":
            if case .literal(.null) = arguments[0].kind { return EmittedCode("true") }
            return EmittedCode(emit(arguments[0]).binding(.nilCoalescing) + " == nil", .comparison)
        case .has(let value, let name):
            if case .map = value.type { break }
            return EmittedCode(field(value, name).binding(.nilCoalescing) + " == nil", .comparison)
        default: break
        }
        return EmittedCode("!" + emit(operand).base, .prefix)
    }

    /// `&&` and `||`. A side that can fail goes through a function that absorbs errors, or through `? :`, because Swift's
    /// operators only rethrow.
    func logical(_ left: TypedNode, _ right: TypedNode, isAnd: Bool) -> EmittedCode {
        let guards = guards(left, when: isAnd)
        if !left.canFail, guards.contains(where: { uses(right, $0.path) }) {
            let constant = TypedNode(kind: .literal(.bool(!isAnd)), type: .bool, canFail: false, range: right.range)
            return isAnd ? conditional(left, right, constant) : conditional(left, constant, right)
        }
        let symbol = isAnd ? "&&" : "||"
        if !left.canFail, !right.canFail {
            // Always in parentheses inside others: `&&` and `||` side by side are hard to read.
            return EmittedCode(
                .operands([operand(left, isAnd), operand(right, isAnd)], operators: [symbol]), .ternary)
        }
        if !left.canFail {
            let branches: [Layout] =
                isAnd ? [emit(right).binding(.comparison), "false"] : ["true", emit(right).binding(.comparison)]
            return EmittedCode(
                .operands([emit(left).binding(.comparison)] + branches, operators: ["?", ":"]), .ternary)
        }
        return call(isAnd ? "and" : "or", [closure(nil, left, canFail: true), closure(nil, right, canFail: true)])
    }

    private func operand(_ node: TypedNode, _ isAnd: Bool) -> Layout {
        switch node.kind {
        case .and where isAnd, .or where !isAnd: emit(node).layout
        default: emit(node).binding(.comparison)
        }
    }

    func conditional(_ condition: TypedNode, _ first: TypedNode, _ second: TypedNode) -> EmittedCode {
        if case .literal(.bool(let value)) = condition.kind { return emit(value ? first : second) }
        if case .not(let operand) = condition.kind, case .literal = operand.kind {
            return conditional(operand, second, first)
        }
        if let code = guarded(condition, first, second) { return code }
        return EmittedCode(
            .operands(
                [
                    emit(condition).binding(.comparison), emit(first).binding(.comparison),
                    emit(second).binding(.comparison),
                ],
                operators: ["?", ":"]), .ternary)
    }

    // MARK: - Guards

    /// An optional that a condition shows to be there.
    struct Guard {
        let path: String
        let access: TypedNode
    }

    /// The value of an optional that a guard around has shown to be there.
    func presentValue(_ operand: TypedNode) -> EmittedCode {
        if let path = path(operand), let name = present[path] { return EmittedCode(.text(name)) }
        return call("present", [emit(operand).layout])
    }

    /// `has(old.note) ? f(old.note) : g` as `CEL.ifPresent(old.note, { note in f(note) }, else: { g })`; nil when the
    /// branches use no optional that the condition guards.
    private func guarded(_ condition: TypedNode, _ first: TypedNode, _ second: TypedNode) -> EmittedCode? {
        if case .not(let operand) = condition.kind { return guarded(operand, second, first) }
        if let found = directGuard(condition), !found.access.canFail {
            return uses(first, found.path) ? ifPresent(found, first, second) : nil
        }
        // `a && b ? x : y` is `a ? (b ? x : y) : y` when `a` cannot fail; `||` is the same with the branches exchanged.
        switch condition.kind {
        case .and(let left, let right):
            guard !left.canFail,
                guards(condition, when: true).contains(where: { uses(first, $0.path) || uses(right, $0.path) })
            else { return nil }
            let inner = make(right, first, second)
            return conditional(left, inner, second)
        case .or(let left, let right):
            guard !left.canFail,
                guards(condition, when: false).contains(where: { uses(second, $0.path) || uses(right, $0.path) })
            else { return nil }
            return conditional(left, first, make(right, first, second))
        default: return nil
        }
    }

    private func make(_ condition: TypedNode, _ first: TypedNode, _ second: TypedNode) -> TypedNode {
        TypedNode(
            kind: .conditional(condition, first, second), type: first.type,
            canFail: condition.canFail || first.canFail || second.canFail, range: condition.range)
    }

    private func ifPresent(_ found: Guard, _ first: TypedNode, _ second: TypedNode) -> EmittedCode {
        var inner = self
        let name = fresh(found.path.split(separator: ".").last.map(String.init) ?? "value")
        inner.present[found.path] = name
        let canFail = first.canFail || second.canFail
        return call(
            "ifPresent",
            [
                emit(found.access).layout, inner.closure(name, first, canFail: canFail),
                .labelled("else", closure(nil, second, canFail: canFail)),
            ])
    }

    /// The optional that a condition asks for, when it asks for nothing else.
    private func directGuard(_ condition: TypedNode) -> Guard? {
        switch condition.kind {
        case .has(let operand, let name):
            if case .map = operand.type { return nil }
            let access = TypedNode(
                kind: .field(operand, name), type: condition.type, canFail: operand.canFail, range: condition.range)
            return path(access).map { Guard(path: $0, access: access) }
        case .call(let overload, let arguments) where overload.id == "optional.hasValue":
            return path(arguments[0]).map { Guard(path: $0, access: arguments[0]) }
        default: return nil
        }
    }

    /// The optionals that are there when a condition is true, or false.
    private func guards(_ condition: TypedNode, when isTrue: Bool) -> [Guard] {
        switch condition.kind {
        case .not(let operand): guards(operand, when: !isTrue)
        case .and(let left, let right) where isTrue: guards(left, when: true) + guards(right, when: true)
        case .or(let left, let right) where !isTrue: guards(left, when: false) + guards(right, when: false)
        default: isTrue ? directGuard(condition).map { [$0] } ?? [] : []
        }
    }

    /// `old.address.street` with the Swift names of variables; nil for what is no plain access.
    private func path(_ node: TypedNode) -> String? {
        switch node.kind {
        case .variable(let name): variables[name] ?? name
        case .field(let operand, let name): path(operand).map { "\($0).\(name)" }
        case .present(let operand): path(operand)
        default: nil
        }
    }

    private func uses(_ node: TypedNode, _ path: String) -> Bool {
        if case .present(let operand) = node.kind, self.path(operand) == path { return true }
        return node.children.contains { uses($0, path) }
    }
}
