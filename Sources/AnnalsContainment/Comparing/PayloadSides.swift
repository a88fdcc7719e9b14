import AnnalsInterpreter
public import AnnalsSchema

/// What writes payloads: a schema, and what its programs do beyond it.
///
/// By default as ours are: exactly the declared fields, nil by leaving the key out, defaults always written.
public struct PayloadWriter: Sendable {
    /// The schema.
    public let schema: Schema
    /// Whether there can be keys that the schema does not declare.
    public var addsUnknownFields: Bool
    /// Whether null can stand for the absent value of `T?`.
    public var writesNullForAbsent: Bool
    /// Whether a field with a default can be left out.
    public var omitsDefaults: Bool
    let index: ShapeIndex

    /// Creates a writer of a loaded schema.
    public init(
        _ schema: Schema, addsUnknownFields: Bool = false, writesNullForAbsent: Bool = false,
        omitsDefaults: Bool = false
    ) {
        self.schema = schema
        self.addsUnknownFields = addsUnknownFields
        self.writesNullForAbsent = writesNullForAbsent
        self.omitsDefaults = omitsDefaults
        index = ShapeIndex(schema)
    }

    /// Whether the key of a field can be missing.
    func canLeaveOut(_ field: Field) -> Bool {
        if field.defaultValue != nil, omitsDefaults { return true }
        return !index.isRequired(field) && !field.writesNull && index.unwrapped(field.type).isOptional
    }

    /// The type of what stands under the key of a field.
    func written(_ field: Field) -> ValueType {
        let (type, isOptional) = index.unwrapped(field.type)
        return isOptional && (field.writesNull || writesNullForAbsent) ? .optional(type) : type
    }

    var validator: Validator {
        Validator(index, refusesUnknownFields: !addsUnknownFields, refusesNullForAbsent: !writesNullForAbsent)
    }
}

/// What reads payloads: a schema, and what its programs refuse beyond it.
///
/// By default as ours do: unknown keys are ignored, and null stands for the absent value of `T?`.
public struct PayloadReader: Sendable {
    /// The schema.
    public let schema: Schema
    /// Whether keys are refused that the schema does not declare.
    public var refusesUnknownFields: Bool
    /// Whether null is refused where it stands for the absent value of `T?`.
    public var refusesNullForAbsent: Bool
    let index: ShapeIndex

    /// Creates a reader of a loaded schema.
    public init(_ schema: Schema, refusesUnknownFields: Bool = false, refusesNullForAbsent: Bool = false) {
        self.schema = schema
        self.refusesUnknownFields = refusesUnknownFields
        self.refusesNullForAbsent = refusesNullForAbsent
        index = ShapeIndex(schema)
    }

    /// The type of what is taken under the key of a field.
    func accepted(_ field: Field) -> ValueType {
        let (type, isOptional) = index.unwrapped(field.type)
        return isOptional && (field.writesNull || !refusesNullForAbsent) ? .optional(type) : type
    }

    var validator: Validator {
        Validator(index, refusesUnknownFields: refusesUnknownFields, refusesNullForAbsent: refusesNullForAbsent)
    }
}
