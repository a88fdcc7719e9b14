public import AnnalsDiagnostics
public import AnnalsExpression

/// The end of an event: what its stored events are read as.
public struct Retirement: Sendable {
    /// The events that take its place, in order; every one whose condition is met.
    public var parts: [RetirementPart]
    /// Whether an event of which no condition is met is read as nothing. Without parts every one is.
    public var dropsRest: Bool
    /// Why it is right that something is read as nothing.
    public var because: String?
    /// Fields, or parts of them, whose loss is stated under `drop:`; dotted paths.
    public var dropped: [String]
    /// Where it stands.
    public var location: SourceLocation

    /// Creates a retirement; without parts, stored events are read as nothing.
    public init(
        parts: [RetirementPart] = [], dropsRest: Bool = false, because: String? = nil, dropped: [String] = [],
        location: SourceLocation
    ) {
        self.parts = parts
        self.dropsRest = dropsRest
        self.because = because
        self.dropped = dropped
        self.location = location
    }

    /// Whether an event may be read as nothing.
    public var mayBeNothing: Bool { parts.isEmpty || dropsRest }
}

/// An event that takes the place of a retired one.
public struct RetirementPart: Sendable {
    /// The event and the version that is made.
    public var target: VersionedName
    /// When it is made, over `old` and `meta`; nil for always.
    public var condition: CheckedExpression?
    /// Where the condition stands.
    public var conditionLocation: SourceLocation?
    /// A value for each field of the target, over `old` and `meta`.
    public var fields: [FieldUpcast]
    /// Where it stands.
    public var location: SourceLocation

    /// Creates a part.
    public init(
        target: VersionedName, condition: CheckedExpression?, fields: [FieldUpcast], location: SourceLocation
    ) {
        self.target = target
        self.condition = condition
        self.fields = fields
        self.location = location
    }

    /// The fields as a step that makes the target.
    public var upcast: Upcast { Upcast(body: .fields(fields), dropped: [], location: location) }
}

extension Schema {
    /// The retired events in whose place, at once or by way of other retired events, an event is read.
    public func retired(into name: String) -> [EventDeclaration] {
        var found: Set<String> = []
        var rest = [name]
        while let name = rest.popLast() {
            for event in events where event.retirement?.parts.contains(where: { $0.target.name == name }) == true {
                if found.insert(event.name).inserted { rest.append(event.name) }
            }
        }
        return events.filter { found.contains($0.name) }
    }
}
