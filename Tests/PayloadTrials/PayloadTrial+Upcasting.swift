import Annals
import AnnalsInterpreter
public import AnnalsJSON
public import AnnalsSchema

extension PayloadTrial {
    /// What became of a valid payload.
    public enum Upcast: Hashable, Sendable {
        /// The newest version, the same bytes from both.
        case upcast
        /// An expression has no value, for both.
        case failed
        /// What an upcaster makes is not valid. Generated code checks a payload when it is appended, not what an upcaster
        /// makes of it.
        case invalidResult
        /// A step is a Swift function, which the interpreter cannot run.
        case custom
    }

    /// Takes a valid payload to the newest version with generated code and with the interpreter: both make the same bytes,
    /// or both fail. What was made reads back as what was written.
    public func upcast(
        _ payload: JSONValue, _ bytes: [UInt8], _ event: EventDeclaration, _ version: EventVersion
    ) -> (upcast: Upcast?, problems: [String]) {
        let meta = Metadata(type: event.name, version: version.id.version)
        let newest = newest(bytes, meta)
        var problems: [String] = []
        var upcast: Upcast?
        do throws(UpcastFailure) {
            let trace = try upcaster.upcast(payload, of: event, from: version.id.version, metadata: meta)
            upcast = .upcast
            if newest.map({ String(decoding: $0.bytes, as: UTF8.self) }) != trace.payload.text {
                let text = newest.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "nothing"
                problems.append("generated code makes \(text)\nthe interpreter \(trace.payload.text)")
            }
        } catch {
            switch error.reason {
            case .custom: upcast = .custom
            case .result: upcast = .invalidResult
            case .evaluation, .unwritable, .noPart:
                upcast = .failed
                if newest != nil { problems.append("only the interpreter fails: \(error)") }
            case .invalid, .unknownVersion: problems.append("the interpreter does not upcast: \(error)")
            }
        }
        let mustBeValid = upcast == .upcast || version.id.version == event.versions.count
        if let newest { problems += roundTripProblems(newest.event, newest.bytes, mustBeValid: mustBeValid) }
        return (upcast, problems)
    }

    /// What generated code makes of a stored payload; nil when it fails.
    func newest(_ payload: [UInt8], _ meta: Metadata) -> (event: any Event, bytes: [UInt8])? {
        let metadata = EventMetadata(
            id: meta.id, type: meta.type, version: meta.version, stream: meta.stream, streamVersion: meta.streamVersion,
            position: meta.position, time: meta.time, userId: meta.userId, correlationId: meta.correlationId,
            causationId: meta.causationId)
        let record = RecordedEvent(metadata: metadata, payload: payload)
        guard let event = try? subject.registry.decode(record), let upcast = try? subject.registry.upcast(record) else {
            return nil
        }
        return (event, upcast.payload)
    }

    /// `decode(encode(value))` is the value, and `encode(decode(bytes))` the bytes.
    private func roundTripProblems<E: Event>(_ event: E, _ bytes: [UInt8], mustBeValid: Bool) -> [String] {
        guard let again = try? E(json: bytes) else {
            return mustBeValid ? ["what was written is not valid: \(String(decoding: bytes, as: UTF8.self))"] : []
        }
        var problems: [String] = []
        if again != event || !again.isExactlyEqual(to: event) {
            problems.append("reads back as \(again), not \(event)")
        }
        if (try? again.json()) != bytes { problems.append("is written otherwise the second time") }
        return problems
    }
}
