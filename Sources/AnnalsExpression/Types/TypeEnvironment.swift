/// What an expression may refer to: variables in scope and the records of the schema.
public struct TypeEnvironment: Sendable {
    /// A field of a record as an expression sees it.
    public struct Field: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The declared type; `.optional` for a field that may be absent.
        public var type: ExpressionType
        /// Whether construction may leave the field out: it is optional or has a default.
        public var isOmittable: Bool
        /// Whether the key is always there and its value may be null.
        public var isNullable: Bool

        /// Creates a field.
        public init(name: String, type: ExpressionType, isOmittable: Bool, isNullable: Bool = false) {
            self.name = name
            self.type = type
            self.isOmittable = isOmittable
            self.isNullable = isNullable
        }
    }

    /// Why a record lacks a field that one may look for.
    public struct MissingField: Hashable, Sendable {
        /// What is said.
        public var message: String
        /// What to write instead.
        public var suggestion: String

        /// Creates an explanation.
        public init(message: String, suggestion: String) {
            self.message = message
            self.suggestion = suggestion
        }
    }

    /// The roots in scope, such as `old` and `meta`, with their types.
    public var variables: [String: ExpressionType]
    /// The fields of every record by name and version, in declaration order.
    public var records: [RecordName: [Field]]
    /// The records that only this place has, such as that of `state`. They stand apart, so that a place does not copy the
    /// records of the whole schema.
    public var ownRecords: [RecordName: [Field]] = [:]
    /// What is said of a field that a record seems to have and has not, by record and name.
    public var missingFields: [RecordName: [String: MissingField]] = [:]
    /// The discriminators of the records that are tagged unions; their other fields are the alternatives, all optional.
    public var unions: [RecordName: String] = [:]
    /// The newest version of each record type, for constructors whose place demands none.
    public var newestVersions: [String: Int]
    /// Whether reading an optional field without a guard is an error (upcasters) or may fail at run time.
    public var demandsGuards: Bool

    /// Creates an environment.
    public init(
        variables: [String: ExpressionType] = [:], records: [RecordName: [Field]] = [:],
        newestVersions: [String: Int] = [:], demandsGuards: Bool = true
    ) {
        self.variables = variables
        self.records = records
        self.newestVersions = newestVersions
        self.demandsGuards = demandsGuards
    }

    /// The fields of a record; nil when there is no such record here.
    public func fields(of record: RecordName) -> [Field]? { ownRecords[record] ?? records[record] }
}
