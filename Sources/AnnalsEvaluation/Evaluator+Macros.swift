import AnnalsExpression
import AnnalsFunctions
import AnnalsValues

extension Evaluator {
    mutating func comprehension(_ node: TypedNode.Comprehension) throws(EvaluationError) -> Value {
        let items = try items(node)
        let outer = node.variables.map { variables[$0.name] }
        defer { for (variable, value) in zip(node.variables, outer) { variables[variable.name] = value } }
        switch node.macro {
        case .all: return .bool(try quantifier(node, items, decides: false))
        case .exists: return .bool(try quantifier(node, items, decides: true))
        case .existsOne:
            var count = 0
            for item in items where try test(node, item, node.body) { count += 1 }
            return .bool(count == 1)
        case .filter:
            var result: [Value] = []
            for item in items where try test(node, item, node.body) { result.append(item[0]) }
            return .list(result)
        case .map, .transformList: return try made(.list(try transformed(node, items).map(\.value)))
        case .transformMap:
            return try made(.map(try CEL.members(try transformed(node, items).map { ($0.item[0], $0.value) })))
        case .transformMapEntry:
            var entries: [(Value, Value)] = []
            for (_, value) in try transformed(node, items) {
                guard case .map(let members) = value else { throw Evaluator.unexpected("an entry that is no map") }
                entries += members.map { ($0.key, $0.value) }
            }
            return try made(.map(try CEL.members(entries)))
        case .sortBy:
            let keyed = try transformed(node, items)
            return .list(keyed.sorted { $0.value.precedes($1.value) }.map { $0.item[0] })
        }
    }

    /// The values of the variables for each turn.
    private mutating func items(_ node: TypedNode.Comprehension) throws(EvaluationError) -> [[Value]] {
        switch (try value(node.range), node.variables.count) {
        case (.list(let list), 1): list.map { [$0] }
        case (.list(let list), _): list.enumerated().map { [.int($0), $1] }
        case (.map(let members), 1): members.keys.map { [$0] }
        case (.map(let members), _): members.map { [$0.key, $0.value] }
        default: throw Evaluator.unexpected("a macro over something else than a list or map")
        }
    }

    private mutating func set(_ variables: [TypedNode.Variable], to item: [Value]) {
        for (variable, value) in zip(variables, item) { self.variables[variable.name] = .success(value) }
    }

    private mutating func test(
        _ node: TypedNode.Comprehension, _ item: [Value], _ body: TypedNode
    ) throws(EvaluationError) -> Bool {
        set(node.variables, to: item)
        return try bool(body)
    }

    /// What the body makes of each item that the condition lets pass.
    private mutating func transformed(
        _ node: TypedNode.Comprehension, _ items: [[Value]]
    ) throws(EvaluationError) -> [(item: [Value], value: Value)] {
        var result: [(item: [Value], value: Value)] = []
        for item in items {
            if let condition = node.condition, try !test(node, item, condition) { continue }
            set(node.variables, to: item)
            result.append((item, try value(node.body)))
        }
        return result
    }

    private mutating func quantifier(
        _ node: TypedNode.Comprehension, _ items: [[Value]], decides: Bool
    ) throws(EvaluationError) -> Bool {
        var failure: EvaluationError?
        for item in items {
            do throws(EvaluationError) {
                if try test(node, item, node.body) == decides { return decides }
            } catch {
                if error.kind == .limitExceeded { throw error }
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        return !decides
    }

    // MARK: - One value

    mutating func bind(
        _ variable: TypedNode.Variable, _ value: TypedNode, _ body: TypedNode
    ) throws(EvaluationError) -> Value {
        let bound: Result<Value, EvaluationError>
        do throws(EvaluationError) {
            bound = .success(try self.value(value))
        } catch {
            if error.kind == .limitExceeded { throw error }
            bound = .failure(error)
        }
        return try within(variable, bound, body)
    }

    mutating func optionalMap(
        _ operand: TypedNode, _ variable: TypedNode.Variable, _ body: TypedNode, isFlat: Bool
    ) throws(EvaluationError) -> Value {
        guard case .optional(let wrapped) = try value(operand) else {
            throw Evaluator.unexpected("an optMap of something else than an optional")
        }
        guard let wrapped else { return .optional(nil) }
        let result = try within(variable, .success(wrapped), body)
        return isFlat ? result : .optional(result)
    }

    private mutating func within(
        _ variable: TypedNode.Variable, _ value: Result<Value, EvaluationError>, _ body: TypedNode
    ) throws(EvaluationError) -> Value {
        let outer = variables[variable.name]
        variables[variable.name] = value
        defer { variables[variable.name] = outer }
        return try self.value(body)
    }
}
