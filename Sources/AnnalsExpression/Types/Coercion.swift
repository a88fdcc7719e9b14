/// A change of representation that the checker inserts; it never changes a value's meaning.
///
/// Those to a represented type can fail (see ``canFail``); literals are decided when the schema loads.
public indirect enum Coercion: Hashable, Sendable {
    /// From a represented type to what CEL sees.
    case int32ToInt, uuidToString, uriToString, dateToString
    case enumerationToString(EnumerationName)
    /// From CEL to a represented type; fails when the value is none of that type.
    case intToInt32, stringToUUID, stringToURI, stringToDate
    case stringToEnumeration(EnumerationName)
    /// `T` to `T?`.
    case wrap
    /// The same coercion for every element, value or present optional.
    case elements(Coercion), mapValues(Coercion), wrapped(Coercion)
    /// First the left, then the right.
    case then(Coercion, Coercion)

    /// Whether a value of the source type may have no counterpart.
    public var canFail: Bool {
        switch self {
        case .stringToEnumeration(let name): !name.isOpen
        case .intToInt32, .stringToUUID, .stringToURI, .stringToDate: true
        case .int32ToInt, .uuidToString, .uriToString, .dateToString, .enumerationToString, .wrap: false
        case .elements(let inner), .mapValues(let inner), .wrapped(let inner): inner.canFail
        case .then(let first, let second): first.canFail || second.canFail
        }
    }
}
