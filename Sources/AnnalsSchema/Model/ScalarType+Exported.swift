extension ScalarType {
    /// The `format` of JSON Schema that a text of this type is exported with.
    public var exportedFormat: String? {
        switch self {
        case .uuid: "uuid"
        case .timestamp: "date-time"
        case .date: "date"
        case .uri: "uri"
        default: nil
        }
    }

    /// The `pattern` of JSON Schema that a text of this type is exported with: formats alone are remarks there.
    public var exportedPattern: String? {
        switch self {
        case .uuid: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
        case .timestamp:
            "^\(ScalarType.datePattern)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]" + #"(\.[0-9]{1,9})?"#
                + "(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$"
        case .date: "^\(ScalarType.datePattern)$"
        case .duration: #"^-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,9})?s$"#
        case .decimal: #"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"#
        // Padded, and with no bits set that belong to no byte.
        case .bytes: "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$"
        default: nil
        }
    }

    private static let datePattern = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
}
