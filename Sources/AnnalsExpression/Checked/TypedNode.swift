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
        case list([Element])
        case map([Entry])
        /// A record with the given fields; those left out have a default or are optional.
        case record(RecordName, [FieldValue])
        /// A tagged union with one of its alternatives.
        case union(RecordName, tag: String, TypedNode)
        case comprehension(Comprehension)
        /// `cel.bind(x, value, body)`. An error of the value is one of each use of the variable, not of the whole.
        case bind(Variable, value: TypedNode, body: TypedNode)
        /// `optional.optMap(x, body)`, or `optFlatMap` where the body is an optional itself.
        case optionalMap(TypedNode, Variable, body: TypedNode, isFlat: Bool)
        /// `"…".format([a, b])`, with arguments of any types.
        case format(TypedNode, [TypedNode])
        /// A change of representation.
        case coerce(Coercion, TypedNode)
    }

    /// An element of a list literal.
    public struct Element: Hashable, Sendable {
        /// The value.
        public var value: TypedNode
        /// Whether the value is an optional that is left out where it has none: `[?x]`.
        public var isOptional: Bool

        /// Creates an element.
        public init(value: TypedNode, isOptional: Bool = false) {
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// An entry of a map literal.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public var key: TypedNode
        /// The value.
        public var value: TypedNode
        /// Whether the value is an optional, and the entry left out where it has none: `{?"k": x}`.
        public var isOptional: Bool

        /// Creates an entry.
        public init(key: TypedNode, value: TypedNode, isOptional: Bool = false) {
            self.key = key
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// A field of a record construction.
    public struct FieldValue: Hashable, Sendable {
        /// The field.
        public var name: String
        /// Its value, of the field's declared type.
        public var value: TypedNode
        /// Whether the value is an optional, and the field's default stands where it has none: `Item{?tax: x}`.
        public var isOptional: Bool

        /// Creates a field value.
        public init(name: String, value: TypedNode, isOptional: Bool = false) {
            self.name = name
            self.value = value
            self.isOptional = isOptional
        }
    }

    /// A variable of a macro.
    public struct Variable: Hashable, Sendable {
        /// The name, as written.
        public var name: String
        /// Its type.
        public var type: ExpressionType

        /// Creates a variable.
        public init(_ name: String, _ type: ExpressionType) {
            self.name = name
            self.type = type
        }
    }

    /// A macro over the elements of a list or the entries of a map.
    public struct Comprehension: Hashable, Sendable {
        /// Which macro.
        public enum Macro: String, Hashable, Sendable, CaseIterable {
            case all, exists
            case existsOne = "exists_one"
            case map, filter
            /// With two variables: index and element of a list, key and value of a map.
            case transformList, transformMap, transformMapEntry
            /// The elements in the order of a key.
            case sortBy
        }

        /// Which macro.
        public var macro: Macro
        /// The list or map.
        public var range: TypedNode
        /// One: the element of a list or the key of a map. Two: index and element, or key and value.
        public var variables: [Variable]
        /// The filter of `map` with three arguments, and of the transformations with four.
        public var condition: TypedNode?
        /// The predicate, the mapped value, or the key to sort by.
        public var body: TypedNode

        /// Creates a comprehension.
        public init(
            macro: Macro, range: TypedNode, variables: [Variable], condition: TypedNode? = nil, body: TypedNode
        ) {
            self.macro = macro
            self.range = range
            self.variables = variables
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

extension Literal {
    /// A literal that is equal for the same values of the language: texts are compared by their bytes, where Swift takes
    /// `é` and `e` with an accent for the same.
    public var identity: Literal { if case .string(let text) = self { .bytes(Array(text.utf8)) } else { self } }
}
