import Annals
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import PayloadTrials
import Testing

/// Generated code and interpreter put the same events in the place of a retired one, byte for byte, or both fail.
@Suite struct RetirementAgreementTests {
    @Test(arguments: Subject.all) func partsAreTheSame(_ subject: Subject) throws {
        let upcaster = Upcaster(subject.schema)
        var counts: [Int: Int] = [:]
        var failures: Set<Int> = []
        for (event, version) in subject.versions where event.retirement != nil {
            for payload in subject.payloads(of: version, valid: 300, damaged: 0) {
                let name = event.storedNames.last ?? event.name
                let stored = StoredEvent(
                    payload: payload, metadata: Metadata(type: name, version: version.id.version))
                let expected: Result<[StoredEvent], UpcastFailure> = Result { () throws(UpcastFailure) in
                    try upcaster.parts(of: stored)
                }
                switch expected {
                case .success(let events):
                    let found = try parts(stored, subject.registry)
                    #expect(found == events.map(Part.init), "\(version.id) \(payload.text)")
                    counts[found.count, default: 0] += 1
                case .failure(let error):
                    #expect(throws: EventDecodingError.self, "\(version.id) \(payload.text): \(error)") {
                        try parts(stored, subject.registry)
                    }
                    failures.insert(error.part ?? -1)
                }
            }
        }
        print("\(subject): retired events by the number of their parts: \(counts.sorted { $0.key < $1.key })")
        guard subject.schema.events.contains(where: { $0.retirement != nil }) else { return }
        #expect(Set(counts.keys).isSuperset(of: [0, 1, 2]))
        #expect(failures.isSuperset(of: [0, 2]))
    }

    /// What a part is: id, type, version and payload.
    private struct Part: Equatable {
        var id: UniqueID
        var type: String
        var version: Int
        var payload: String

        init(_ event: StoredEvent) {
            (id, type, version) = (event.metadata.id, event.metadata.type, event.metadata.version)
            payload = event.payload.text
        }

        init(_ record: RecordedEvent) {
            (id, type, version) = (record.metadata.id, record.type, record.version)
            payload = String(decoding: record.payload, as: UTF8.self)
        }
    }

    private func parts(_ event: StoredEvent, _ registry: EventRegistry) throws -> [Part] {
        let meta = event.metadata
        let metadata = EventMetadata(
            id: meta.id, type: meta.type, version: meta.version, stream: meta.stream, streamVersion: meta.streamVersion,
            position: meta.position, time: meta.time, userId: meta.userId, correlationId: meta.correlationId,
            causationId: meta.causationId)
        let records = try RecordedEvent(metadata: metadata, payload: event.payload.bytes).parts(registry.retired)
        #expect(records.map(\.metadata.part) == Array(1..<(records.count + 1)))
        #expect(records.allSatisfy { $0.position == meta.position && $0.metadata.stream == meta.stream })
        return try records.map { Part(try registry.upcast($0)) }
    }
}
