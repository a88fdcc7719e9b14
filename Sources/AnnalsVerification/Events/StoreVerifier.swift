public import Annals
import AnnalsInterpreter
import AnnalsJSON
public import AnnalsSchema
import AnnalsValues

/// Takes stored events through the validators and upcasters of a schema.
public struct StoreVerifier: Sendable {
    private let upcaster: Upcaster
    private let index: ShapeIndex
    private let failureLimit: Int

    /// Creates a verifier.
    ///
    /// - Parameter failureLimit: How many failures of each version are kept; all are counted.
    public init(_ schema: Schema, failureLimit: Int = 10) {
        upcaster = Upcaster(schema)
        index = ShapeIndex(schema)
        self.failureLimit = failureLimit
    }

    /// What some events show.
    public func verify(_ records: [RecordedEvent]) -> VerificationReport {
        var report = VerificationReport(failureLimit: failureLimit)
        for record in records {
            let key = VersionTally.Key(type: record.type, version: record.version)
            report.update(key, at: record.position) { verify(record, &$0) }
        }
        return report
    }

    private func verify(_ record: RecordedEvent, _ tally: inout VersionTally) {
        tally.count += 1
        tally.positions =
            min(tally.positions.lowerBound, record.position)...max(tally.positions.upperBound, record.position)
        let event = index.schema.event(storedAs: record.type)
        tally.event = event?.name
        guard let event, let version = event.version(record.version) else {
            let count = event?.versions.count ?? 0
            return fail(
                record, &tally,
                event == nil
                    ? "the schemas have no event '\(record.type)'"
                    : "the schemas have no version \(record.version) of it; the newest is \(count)")
        }
        let payload: JSONValue
        do throws(JSONSyntaxError) {
            payload = try JSONValue(parsing: record.payload)
        } catch {
            return fail(record, &tally, "the payload is no JSON: \(error)")
        }
        tally.values.see(payload, version.fields, index)
        do throws(UpcastFailure) {
            _ = try upcaster.parts(of: StoredEvent(payload: payload, metadata: Metadata(record.metadata)))
        } catch {
            guard error.reason != .custom else {
                tally.unfinished += 1
                return
            }
            fail(record, &tally, "\(error)", at: error.to)
        }
    }

    private func fail(_ record: RecordedEvent, _ tally: inout VersionTally, _ reason: String, at version: Int? = nil) {
        tally.fail(
            StoredFailure(
                position: record.position, stream: record.metadata.stream,
                streamVersion: record.metadata.streamVersion, version: version ?? record.version, reason: reason),
            limit: failureLimit)
    }
}
