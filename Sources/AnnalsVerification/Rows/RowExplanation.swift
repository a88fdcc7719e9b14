public import Annals
public import AnnalsInterpreter
public import AnnalsJSON

/// Which stored events made a row of a read model, and how.
public struct RowExplanation: Sendable {
    /// The read model.
    public var projection: String
    /// The key of the row: an object with the key's columns.
    public var key: JSONValue
    /// Up to where events were looked at.
    public var moment: StoreMoment
    /// What changed the row, in the order of positions.
    public var changes: [RowChange] = []
    /// The row as the last change left it; nil where there is none.
    public var row: JSONValue?
    /// How many events were looked at: those that the read model handles.
    public var count = 0
    /// Events that may have changed the row and could not be followed.
    public var gaps: [RowGap] = []

    /// Creates an explanation of a row that nothing has changed.
    public init(projection: String, key: JSONValue, moment: StoreMoment) {
        self.projection = projection
        self.key = key
        self.moment = moment
    }
}

/// An event that changed a row.
public struct RowChange: Sendable {
    /// The event.
    public var event: EventMetadata
    /// The payload at each version on the way to the newest one; empty for a retired event, whose parts are ways of their own.
    public var steps: [UpcastTrace.Step]
    /// The row before; nil where there was none.
    public var before: JSONValue?
    /// The row afterwards; nil where the event deleted it.
    public var after: JSONValue?

    /// The columns whose values are others than before, in the order of the table; nil stands for no value.
    public var columns: [(name: String, before: JSONValue?, after: JSONValue?)] {
        let (old, new) = (before?.members ?? [:], after?.members ?? [:])
        let names = new.keys + old.keys.filter { new[$0] == nil }
        return names.filter { old[$0] != new[$0] }.map { ($0, old[$0], new[$0]) }
    }
}

/// An event that the tool cannot follow.
public struct RowGap: Hashable, Sendable {
    /// The event.
    public var event: EventMetadata
    /// Why, a sentence without full stop.
    public var reason: String
}

extension JSONValue {
    /// The members of an object; none for anything else.
    var members: OrderedMap<JSONValue> {
        if case .object(let members) = self { members } else { [:] }
    }
}
