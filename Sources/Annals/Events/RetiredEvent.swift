/// An event type that has ended: stored events are read as the events that took its place, or as nothing. Generated.
///
/// It is no ``Event``, so that no new ones can be appended.
public protocol RetiredEvent: ReadableEvent {
    /// The events that take the place of this one, in order.
    func parts(meta: EventMetadata) throws(EventDecodingError) -> [EventPart]
}

/// An event that takes the place of a retired one, before it is read.
public struct EventPart: Hashable, Sendable {
    /// Which one of the parts in the schema it is, from 1.
    public let number: Int
    /// The event's type.
    public let type: String
    /// The version of the payload.
    public let version: Int
    /// The payload: JSON in UTF-8.
    public let payload: [UInt8]

    /// Creates a part.
    public init(number: Int, type: String, version: Int, payload: [UInt8]) {
        self.number = number
        self.type = type
        self.version = version
        self.payload = payload
    }
}

extension RecordedEvent {
    /// The events that the record stands for: itself, or, where its type is retired, what took its place: nothing, one
    /// event or several, which share stream, version, position and time. Their ids are derived from the record's with
    /// `UniqueID.derived`, and `metadata.part` counts them.
    ///
    /// - Parameter retired: The retired types that are known here.
    public func parts(_ retired: [any RetiredEvent.Type]) throws(EventDecodingError) -> [RecordedEvent] {
        guard let type = retired.first(where: { $0.reads(self.type) }) else { return [self] }
        var parts: [RecordedEvent] = []
        try type.append(partsOf: self, to: &parts, retired)
        for position in parts.indices { parts[position].metadata.part = position + 1 }
        return parts
    }
}

extension RetiredEvent {
    fileprivate static func reads(_ type: String) -> Bool { type == eventType || formerTypes.contains(type) }

    /// What takes the place of a record; what is retired itself goes on.
    fileprivate static func append(
        partsOf record: RecordedEvent, to parts: inout [RecordedEvent], _ retired: [any RetiredEvent.Type]
    ) throws(EventDecodingError) {
        let event = try decode(record)
        let own: [EventPart]
        do throws(EventDecodingError) {
            own = try event.parts(meta: record.metadata)
        } catch {
            throw error.at(record.metadata)
        }
        for part in own {
            var next = RecordedEvent(metadata: record.metadata, payload: part.payload, extra: record.extra)
            next.metadata.id = record.metadata.id.derived(part.number)
            next.metadata.type = part.type
            next.metadata.version = part.version
            next.metadata.part = part.number
            if let type = retired.first(where: { $0.reads(part.type) }) {
                try type.append(partsOf: next, to: &parts, retired)
            } else {
                parts.append(next)
            }
        }
    }
}
