public import Annals
import AnnalsDiagnostics
import AnnalsInterpreter
public import AnnalsSchema

/// Makes events for a store of lines that others wrote, checked against a schema.
public struct EventImport: Sendable {
    /// What events are called that the schema calls otherwise: the name there by the name in the lines.
    public var types: [String: String]
    /// The version of events that do not say one; nil when each has to.
    public var defaultVersion: Int?
    /// The stream of events that do not say one; nil when each has to.
    public var stream: String?
    private let schema: Schema
    private let validator: Validator

    /// Creates an import.
    public init(
        _ schema: Schema, types: [String: String] = [:], defaultVersion: Int? = nil, stream: String? = nil
    ) {
        self.schema = schema
        self.types = types
        self.defaultVersion = defaultVersion
        self.stream = stream
        validator = Validator(schema)
    }

    /// An event and the stream that it belongs to.
    public struct Incoming: Hashable, Sendable {
        /// The stream.
        public var stream: StreamName
        /// The event.
        public var event: ProposedEvent
    }

    /// Why a line is no event of the schema.
    public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
        /// What is wrong, in one or several lines without full stop.
        public let description: String
    }

    /// The event of a line: an envelope in either form.
    ///
    /// An event without an id gets one that its line and the text of it give, so that importing a file again gives the same.
    ///
    /// - Parameter number: The line, from 1.
    public func event(_ line: [UInt8], number: Int) throws(Mistake) -> Incoming {
        let envelope: EventEnvelope
        do {
            envelope = try EventEnvelope(json: JSONValue(parsing: line))
        } catch {
            throw Mistake(description: "\(error)")
        }
        let version = try version(of: envelope)
        let violations = validator.violations(of: envelope.data, as: version)
        guard violations.isEmpty else {
            throw Mistake(
                description: "not a valid \(version.id):\n" + violations.map { "  \($0)" }.joined(separator: "\n"))
        }
        guard let name = envelope.stream ?? stream else {
            throw Mistake(description: "the event does not say its stream; name one for all with '--stream'")
        }
        guard let stream = StreamName(name) else {
            throw Mistake(
                description:
                    "'\(name)' is no stream name: it is made of a category without '-' and an id, such as Order-42")
        }
        let id = envelope.id ?? EventImport.namespace.derived("\(number) \(String(decoding: line, as: UTF8.self))")
        do throws(EventStoreError) {
            let event = try ProposedEvent(
                validated: envelope.data.bytes, type: types[envelope.type] ?? envelope.type,
                version: version.id.version, id: id,
                context: EventContext(
                    userId: envelope.userId, correlationId: envelope.correlationId, causationId: envelope.causationId,
                    extra: envelope.extra), time: envelope.time)
            return Incoming(stream: stream, event: event)
        } catch {
            throw Mistake(description: error.message)
        }
    }

    /// The namespace of the ids that lines get: that of texts of any kind (RFC 9562, OID).
    private static let namespace = UniqueID(high: 0x6BA7_B812_9DAD_11D1, low: 0x80B4_00C0_4FD4_30C8)

    private func version(of envelope: EventEnvelope) throws(Mistake) -> EventVersion {
        let name = types[envelope.type] ?? envelope.type
        guard let event = schema.event(storedAs: name) else {
            let suggestion = Suggestion.closest(to: name, in: schema.events.map(\.name)).map {
                "; did you mean '\($0)'?"
            }
            throw Mistake(
                description: "the schemas have no event '\(name)'\(suggestion ?? ""); name it with '--type \(name)=…'")
        }
        guard let number = envelope.version ?? defaultVersion else {
            throw Mistake(
                description: "the event does not say its version; name one for all with '--default-version'")
        }
        guard let version = event.version(number) else {
            throw Mistake(description: "'\(name)' has no version \(number); it has 1 to \(event.versions.count)")
        }
        return version
    }
}
