import AnnalsContainment
import AnnalsExpression
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema

/// Decides whether a step makes a valid payload of every valid payload of the version before: its expressions cannot fail,
/// and what comes out has only values that the new version takes. What is not decided is searched.
struct StepDecision {
    let schema: Schema
    let constants: ConstantExpressions
    private let validator: Validator
    private var containment: Containment
    /// The steps of types, by what they make.
    private var known: [VersionedName: Bool] = [:]

    init(_ schema: Schema) {
        self.schema = schema
        constants = ConstantExpressions(schema)
        validator = Validator(schema)
        containment = Containment(within: schema, samples: 0)
    }

    /// What `old` is in an expression.
    enum Old {
        case fields([Field])
        case value(ValueType)
    }

    /// Whether every payload of a version arrives at the next one.
    mutating func isDecided(_ event: EventDeclaration, stepFrom old: EventVersion) -> Bool {
        guard let new = event.version(old.id.version + 1), new.rules.isEmpty, let upcast = new.upcast else {
            return false
        }
        return isDecided(upcast, from: old.fields, to: new.fields)
    }

    // MARK: - Fields

    private mutating func isDecided(_ upcast: Upcast, from old: [Field], to new: [Field]) -> Bool {
        guard case .fields(let sources) = upcast.body else { return false }
        return new.allSatisfy { field in
            guard let source = sources.first(where: { $0.field == field.name })?.source else { return false }
            return isDecided(source, from: old, to: field)
        }
    }

    private mutating func isDecided(_ source: ValueSource, from old: [Field], to field: Field) -> Bool {
        switch source {
        case .absent: return true
        case .custom: return false
        case .defaultValue(let value): return isValid(value, field.type)
        case .expression(let expression):
            return !expression.canFail && lands(expression.root, in: field.type, .fields(old))
        case .field(let conversion):
            guard let own = old.first(where: { $0.name == field.name }) else { return false }
            return isDecided(conversion, from: own.type, to: field.type)
        case .fieldOrDefault(let conversion, let value):
            guard let own = old.first(where: { $0.name == field.name }),
                case .optional(let wrapped) = schema.resolved(own.type)
            else { return false }
            return isValid(value, field.type) && isDecided(conversion, from: wrapped, to: field.type)
        }
    }

    func isValid(_ value: JSONValue, _ type: ValueType) -> Bool { validator.violations(of: value, as: type).isEmpty }

    mutating func isContained(_ old: ValueType, _ new: ValueType) -> Bool {
        if old == new { return true }
        return containment.decide(.type(old), readAs: .type(new)) == .safe
    }

    // MARK: - Conversions

    private mutating func isDecided(_ conversion: Conversion, from old: ValueType, to new: ValueType) -> Bool {
        switch (conversion, schema.resolved(old), schema.resolved(new)) {
        case (.identity, _, _), (.int32ToInt, _, _), (.int32ToDouble, _, _): return isContained(old, new)
        case (.intToDouble, .scalar(let scalar, let constraints), .scalar(_, let target)):
            // A number that is rounded stays between bounds, but may be no multiple any more.
            return isContained(old, new)
                && (target[.multipleOf] == nil || DecidedPrecision.rounded(scalar, constraints) == nil)
        case (.wrap(let inner), let own, .optional(let target)): return isDecided(inner, from: own, to: target)
        case (.wrapped(let inner), .optional(let own), .optional(let target)):
            return isDecided(inner, from: own, to: target)
        case (.elements(let inner), .list(let own, _), .list(let target, let constraints)):
            // The loader has compared the counts; different elements may become the same.
            return constraints[.uniqueItems] == nil && isDecided(inner, from: own, to: target)
        case (.mapValues(let inner), .map(let own, _), .map(let target, _)):
            return isDecided(inner, from: own, to: target)
        case (.upcast(let from, let to), _, _):
            return (from.version + 1...max(to.version, from.version + 1)).allSatisfy {
                isDecided(stepTo: VersionedName(to.name, $0))
            }
        default: return false
        }
    }

    /// A step that is met again inside itself counts as decided there: if it were not, something else in it would show it.
    private mutating func isDecided(stepTo id: VersionedName) -> Bool {
        if let known = known[id] { return known }
        let before = known
        known[id] = true
        let result = isDecidedAnew(stepTo: id)
        // What was decided on the strength of this one is open again.
        if !result { known = before.merging([id: false]) { _, new in new } }
        return result
    }

    private mutating func isDecidedAnew(stepTo id: VersionedName) -> Bool {
        guard let new = schema.type(id), let old = schema.type(VersionedName(id.name, id.version - 1)),
            let upcast = new.upcast, new.rules.isEmpty
        else { return false }
        switch (old.definition, new.definition, upcast.body) {
        case (.record(let own), .record(let fields), _): return isDecided(upcast, from: own, to: fields)
        case (.enumeration, .enumeration, .values): return true
        case (.union(let own), .union(let target), .tags(let tags)):
            return tags.allSatisfy { tag in
                guard let from = own.alternative(tag.tag), let to = target.alternative(tag.tag) else { return false }
                return isDecided(tag.conversion, from: .named(from.type), to: .named(to.type))
            }
        case (.alias(let own), .alias(let target), .whole(.field(let conversion))):
            return isDecided(conversion, from: own, to: target)
        case (.alias(let own), .alias(let target), .whole(.expression(let expression))):
            return !expression.canFail && lands(expression.root, in: target, .value(own))
        default: return false
        }
    }
}
