import AnnalsExpression
import AnnalsSchema

/// How simultaneous assignments become Swift's, which happen one after the other.
struct AssignmentPlan {
    let assignments: [Assignment]
    /// The root that stands for the value before: `state` or `row`.
    let root: String

    /// Whether one assignment reads what another one before it has set.
    var readsEarlierTarget: Bool {
        var assigned: Set<String> = []
        for assignment in assignments {
            if assignment.expression.root.readsField(of: root, in: assigned) { return true }
            assigned.insert(assignment.target)
        }
        return false
    }

    /// Whether a failure in the middle would leave the value half changed.
    var canFailHalfway: Bool { assignments.count > 1 && assignments.contains { $0.expression.canFail } }

    /// Whether an assignment reads the value before.
    var readsRoot: Bool { assignments.contains { $0.expression.root.reads(root) } }
}

extension TypedNode {
    /// Whether one of some fields of a variable is read, or the variable as a whole.
    func readsField(of variable: String, in names: Set<String>) -> Bool {
        guard !names.isEmpty else { return false }
        switch kind {
        case .field(let operand, let name), .optionalField(let operand, let name), .has(let operand, let name):
            if case .variable(variable) = operand.kind { return names.contains(name) }
        case .variable(variable): return true
        default: break
        }
        return children.contains { $0.readsField(of: variable, in: names) }
    }
}
