public import AnnalsDiagnostics
public import AnnalsExpression
public import AnnalsJSON

/// How a version comes from the one before: what was written in the schema and what was derived.
public struct Upcast: Sendable {
    /// The step.
    public enum Body: Sendable {
        /// A Swift function of the user makes the whole new value.
        case custom
        /// A value for each field of the new version, in declaration order.
        case fields([FieldUpcast])
        /// For an enum: the new value of each known old one, in the order of the old version.
        case values([ValueUpcast])
        /// For a union: how the struct of each old tag becomes that of the same tag, in the order of the old version.
        case tags([TagUpcast])
        /// For an alias: where the whole value comes from.
        case whole(ValueSource)
    }

    /// The step.
    public var body: Body
    /// Fields of the old version, or parts of them, whose loss is stated under `drop:`; dotted paths.
    public var dropped: [String]
    /// Where the step stands; the version's place when nothing is written.
    public var location: SourceLocation

    /// Creates a step.
    public init(body: Body, dropped: [String], location: SourceLocation) {
        self.body = body
        self.dropped = dropped
        self.location = location
    }
}

/// What a value of an enum becomes.
public struct ValueUpcast: Hashable, Sendable {
    /// The value of the old version on the wire.
    public var old: String
    /// The value of the new version on the wire.
    public var new: String

    /// Creates a pair.
    public init(old: String, new: String) {
        self.old = old
        self.new = new
    }
}

/// What the struct of a tag becomes.
public struct TagUpcast: Hashable, Sendable {
    /// The tag, the same in both versions.
    public var tag: String
    /// How its struct is converted.
    public var conversion: Conversion

    /// Creates a step.
    public init(tag: String, conversion: Conversion) {
        self.tag = tag
        self.conversion = conversion
    }
}

/// Where the value of one field of the new version comes from.
public struct FieldUpcast: Sendable {
    /// The field of the new version.
    public var field: String
    /// Its value.
    public var source: ValueSource
    /// Why a constant that stands for something never recorded is right.
    public var because: String?
    /// Where the expression stands, or the field when its value is derived.
    public var location: SourceLocation

    /// Creates an assignment.
    public init(field: String, source: ValueSource, because: String? = nil, location: SourceLocation) {
        self.field = field
        self.source = source
        self.because = because
        self.location = location
    }
}

/// The ways in which a field gets its value, in the order in which they are tried.
public enum ValueSource: Sendable {
    /// An expression over `old` (and `meta` in events); its type is the field's.
    case expression(CheckedExpression)
    /// A Swift function of the user.
    case custom
    /// The old field of the same name, converted.
    case field(Conversion)
    /// The old optional field of the same name converted, or the default where it is nil: `T?` to `T`.
    case fieldOrDefault(Conversion, JSONValue)
    /// The field's default.
    case defaultValue(JSONValue)
    /// nil, for an optional field.
    case absent
}

/// A conversion that keeps every value.
public indirect enum Conversion: Hashable, Sendable {
    case identity
    /// Safe widenings.
    case int32ToInt, intToDouble, int32ToDouble
    /// `T` to `T?` after another conversion.
    case wrap(Conversion)
    /// The same conversion for every element, value or present optional.
    case elements(Conversion), mapValues(Conversion), wrapped(Conversion)
    /// A nested type's own upcasters, one after the other.
    case upcast(from: VersionedName, to: VersionedName)
}
