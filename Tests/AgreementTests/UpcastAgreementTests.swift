import Annals
import AnnalsInterpreter
import AnnalsJSON
import AnnalsSchema
import Testing

/// Generated upcasters and interpreter make the same bytes of the newest version, or both fail.
@Suite struct UpcastAgreementTests {
    @Test(arguments: Subject.all) func newestPayloadsAreTheSame(_ subject: Subject) throws {
        let upcaster = Upcaster(subject.schema)
        var counts = (upcast: 0, failed: 0, custom: 0)
        for (event, version) in subject.versions where event.retirement == nil {
            for payload in subject.payloads(of: version, valid: 200, damaged: 0) {
                let meta = Metadata(type: event.name, version: version.id.version)
                let generated = newest(payload, meta, subject.registry)
                do throws(UpcastFailure) {
                    let trace = try upcaster.upcast(payload, of: event, from: version.id.version, metadata: meta)
                    #expect(generated == trace.payload.text, "\(version.id) \(payload.text)")
                    counts.upcast += 1
                } catch {
                    switch error.reason {
                    case .custom: counts.custom += 1
                    case .evaluation, .unwritable, .noPart:
                        #expect(generated == nil, "\(version.id) \(payload.text): \(error)")
                        counts.failed += 1
                    // Generated code checks a payload when it is appended, not what an upcaster makes of it.
                    case .result: counts.failed += 1
                    case .invalid, .unknownVersion: Issue.record("\(version.id) \(payload.text): \(error)")
                    }
                }
            }
        }
        print("\(subject.name): \(counts.upcast) upcast, \(counts.failed) failed, \(counts.custom) with Swift steps")
        #expect(counts.upcast > 500)
    }

    private func newest(_ payload: JSONValue, _ meta: Metadata, _ registry: EventRegistry) -> String? {
        let metadata = EventMetadata(
            id: meta.id, type: meta.type, version: meta.version, stream: meta.stream, streamVersion: meta.streamVersion,
            position: meta.position, time: meta.time, userId: meta.userId, correlationId: meta.correlationId,
            causationId: meta.causationId)
        let record = RecordedEvent(metadata: metadata, payload: payload.bytes)
        return (try? registry.upcast(record)).map { String(decoding: $0.payload, as: UTF8.self) }
    }
}
