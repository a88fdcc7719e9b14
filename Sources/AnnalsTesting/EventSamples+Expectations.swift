public import Annals
public import Testing

extension EventSamples {
    /// Expects that every version of every event has samples, and that each of them is read as the newest version, through
    /// all upcasters, also those that are written by hand.
    ///
    /// What the newest version makes of a sample must be valid for it too, as whatever is appended.
    ///
    /// - Returns: How many samples were read.
    @discardableResult
    public func expectAllDecode(
        _ registry: EventRegistry, sourceLocation: SourceLocation = #_sourceLocation
    ) -> Int {
        let types: [any ReadableEvent.Type] = registry.events + registry.retired
        for type in types {
            for version in 1...type.eventVersion where !has(type, version) {
                Issue.record(
                    "there is no sample of \(type.eventType) version \(version)", sourceLocation: sourceLocation)
            }
        }
        var count = 0
        for record in records() {
            do {
                try registry.validate(type: record.type, version: record.version, payload: record.payload)
                for event in try registry.events(record) { try event.validate() }
                count += 1
            } catch {
                Issue.record(
                    """
                    a sample of \(record.type) version \(record.version) is not read: \(error)
                        \(String(decoding: record.payload, as: UTF8.self))
                    """, sourceLocation: sourceLocation)
            }
        }
        return count
    }

    private func has(_ type: any ReadableEvent.Type, _ version: Int) -> Bool {
        samples.contains { $0.version == version && type.storedTypes.contains($0.type) }
    }
}
