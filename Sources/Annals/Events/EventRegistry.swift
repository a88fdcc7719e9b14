/// All event types that a program knows. Generated code makes one from its schemas.
public struct EventRegistry: Sendable {
    /// The event types, in the order of the schemas.
    public let events: [any Event.Type]
    /// The event types that have ended.
    public let retired: [any RetiredEvent.Type]
    private let byType: [String: any ReadableEvent.Type]

    /// Makes a registry. Of two events with the same type the first counts.
    public init(events: [any Event.Type], retired: [any RetiredEvent.Type] = []) {
        self.events = events
        self.retired = retired
        let all: [any ReadableEvent.Type] = events + retired
        // What an event is called now goes before what another one was called.
        let present = all.map { ($0.eventType, $0) }
        let former = all.flatMap { event in event.formerTypes.map { ($0, event) } }
        byType = Dictionary(present + former) { first, _ in first }
    }

    /// The names of the types, in the order of the schemas.
    public var types: [String] { events.map { $0.eventType } }

    /// The newest version of a type, also under a former name; nil for an unknown one.
    public func newestVersion(of type: String) -> Int? { byType[type]?.eventVersion }

    /// Checks a payload against the version that it claims to be.
    public func validate(type: String, version: Int, payload: [UInt8]) throws(EventDecodingError) {
        try event(type).validate(version: version, payload: payload)
    }

    /// The typed event, of the newest version. A retired type is an error: ``events(_:)`` reads those.
    public func decode(_ record: RecordedEvent) throws(EventDecodingError) -> any Event {
        do throws(EventDecodingError) {
            guard let type = try event(record.type) as? any Event.Type else {
                throw EventDecodingError(.retired, type: record.type, version: record.version)
            }
            return try type.decode(record)
        } catch {
            throw error.at(record.metadata)
        }
    }

    /// The events that a record stands for, typed and of the newest version: one, or where its type is retired, what took
    /// its place.
    public func events(_ record: RecordedEvent) throws(EventDecodingError) -> [any Event] {
        var events: [any Event] = []
        for part in try record.parts(retired) { events.append(try decode(part)) }
        return events
    }

    /// Throws when no new events of a type may be written.
    func requireUse(of type: String, version: Int) throws(EventDecodingError) {
        guard try event(type) is any Event.Type else {
            throw EventDecodingError(.retired, type: type, version: version)
        }
    }

    /// The record with its payload upcast to the newest version, under the type's present name. What is stored stays as it
    /// is.
    public func upcast(_ record: RecordedEvent) throws(EventDecodingError) -> RecordedEvent {
        let event = try decode(record)
        var upcast = record
        do throws(UnencodableValue) {
            upcast.payload = try event.json()
        } catch {
            throw EventDecodingError(
                .unencodable(error), type: record.type, version: record.version, event: record.metadata)
        }
        upcast.metadata.type = Swift.type(of: event).eventType
        upcast.metadata.version = Swift.type(of: event).eventVersion
        return upcast
    }

    private func event(_ type: String) throws(EventDecodingError) -> any ReadableEvent.Type {
        guard let event = byType[type] else { throw .unknownType(type, known: types) }
        return event
    }
}
