/// A node of a type-checked expression.
public struct TypedNode: Hashable, Sendable {
    /// What the node does.
    public var kind: Kind
    /// The static type of its value.
    public var type: ExpressionType
    /// Whether evaluating it can fail; exact enough that emitted Swift has `try` where it must and nowhere else.
    public var canFail: Bool
    /// The UTF-8 byte range in the expression's source.
    public var range: Range<Int>

    /// Creates a node.
    public init(kind: Kind, type: ExpressionType, canFail: Bool, range: Range<Int>) {
        self.kind = kind
        self.type = type
        self.canFail = canFail
        self.range = range
    }

    /// What a node does, with its operands.
    public indirect enum Kind: Hashable, Sendable {
        case literal(Literal)
        /// A root of the scope or a variable of a macro.
        case variable(String)
        /// `operand.field` of a record. An optional field gives `.optional`, unless a ``TypedNode/Kind/present(_:)`` is
        /// around it.
        case field(TypedNode, String)
        /// The value of an optional that a guard around has shown to be there (`has(x.f) ? … : …`). Cannot fail.
        case present(TypedNode)
        /// The value of an optional that no guard protects; fails with `absentField` when it is nil.
        case required(TypedNode)
        /// `operand.?field`: a record's field or a map's key as an optional. The operand may be optional itself.
        case optionalField(TypedNode, String)
        /// `has(operand.field)` for a record's optional field or a map's key.
        case has(TypedNode, String)
        /// A function or an operator with strict arguments, by its row in the overload table.
        case call(Overload, [TypedNode])
        case and(TypedNode, TypedNode)
        case or(TypedNode, TypedNode)
        case not(TypedNode)
        case conditional(TypedNode, TypedNode, TypedNode)
        case list([TypedNode])
        case map([Entry])
        /// A record with the given fields; those left out have a default or are optional.
        case record(RecordName, [FieldValue])
        case comprehension(Comprehension)
        /// A change of representation.
        case coerce(Coercion, TypedNode)
    }

    /// An entry of a map literal.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public var key: TypedNode
        /// The value.
        public var value: TypedNode

        /// Creates an entry.
        public init(key: TypedNode, value: TypedNode) {
            self.key = key
            self.value = value
        }
    }

    /// A field of a record construction.
    public struct FieldValue: Hashable, Sendable {
        /// The field.
        public var name: String
        /// Its value, of the field's declared type.
        public var value: TypedNode

        /// Creates a field value.
        public init(name: String, value: TypedNode) {
            self.name = name
            self.value = value
        }
    }

    /// A macro over the elements of a list or the keys of a map.
    public struct Comprehension: Hashable, Sendable {
        /// Which macro.
        public enum Macro: String, Hashable, Sendable, CaseIterable {
            case all, exists
            case existsOne = "exists_one"
            case map, filter
        }

        /// Which macro.
        public var macro: Macro
        /// The list or map.
        public var range: TypedNode
        /// The loop variable, as written.
        public var variable: String
        /// Its type.
        public var variableType: ExpressionType
        /// The filter of the three-argument `map`.
        public var condition: TypedNode?
        /// The predicate or the mapped value.
        public var body: TypedNode

        /// Creates a comprehension.
        public init(
            macro: Macro, range: TypedNode, variable: String, variableType: ExpressionType, condition: TypedNode? = nil,
            body: TypedNode
        ) {
            self.macro = macro
            self.range = range
            self.variable = variable
            self.variableType = variableType
            self.condition = condition
            self.body = body
        }
    }
}

/// A literal of the expression language.
public enum Literal: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case uint(UInt)
    case double(Double)
    case string(String)
    case bytes([UInt8])
}
