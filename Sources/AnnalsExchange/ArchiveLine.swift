import Annals
import AnnalsValues

/// A line of an archive: a JSON object. Payloads and further metadata are texts in it, so that every byte of them is kept.
enum ArchiveLine {
    /// The first line: what follows, and of which stream.
    case beginning(StreamName)
    /// An event of that stream.
    case event(RecordedEvent)
    /// The last line: how many events there are, and the SHA-256 of every line before, line ends included.
    case end(events: Int, sum: String)

    private static let form = "annals-archive"
    private static let formVersion = 1

    /// The line with its end; nil for an event whose bytes are no UTF-8, which no store should have.
    var bytes: [UInt8]? {
        var members: OrderedMap<JSONValue> = [:]
        switch self {
        case .beginning(let stream):
            members = [
                "form": .string(Self.form), "formVersion": .integer(Self.formVersion),
                "stream": .string(stream.description),
            ]
        case .event(let record):
            guard let payload = String(validating: record.payload, as: UTF8.self),
                let extra = String(validating: record.extra, as: UTF8.self)
            else { return nil }
            let metadata = record.metadata
            members = [
                "id": .string(metadata.id.description), "type": .string(metadata.type),
                "version": .integer(metadata.version), "streamVersion": .integer(metadata.streamVersion),
                "position": .integer(metadata.position), "time": .string(metadata.time.description),
            ]
            members["userId"] = metadata.userId.map { .string($0) }
            members["correlationId"] = metadata.correlationId.map { .string($0) }
            members["causationId"] = metadata.causationId.map { .string($0) }
            members["extra"] = extra.isEmpty ? nil : .string(extra)
            members["payload"] = .string(payload)
        case .end(let events, let sum):
            members = ["end": .string(Self.form), "events": .integer(events), "sha256": .string(sum)]
        }
        return JSONValue.object(members).bytes + [UInt8(ascii: "\n")]
    }

    /// Reads a line without its end; nil for what is none.
    ///
    /// - Parameter stream: The stream of the archive; nil for the first line.
    init?(_ bytes: [UInt8], of stream: StreamName?) {
        guard let value = try? JSONValue(parsing: bytes, limits: JSONLimits(size: .max, stringLength: .max)) else {
            return nil
        }
        func text(_ key: String) -> String? {
            if case .string(let text)? = value[key] { text } else { nil }
        }
        func number(_ key: String) -> Int? {
            if case .number(let number)? = value[key] { number.integer() } else { nil }
        }
        guard let stream else {
            guard text("form") == Self.form, number("formVersion") == Self.formVersion,
                let stream = text("stream").flatMap({ StreamName($0) })
            else { return nil }
            self = .beginning(stream)
            return
        }
        if text("end") == Self.form, let events = number("events"), let sum = text("sha256") {
            self = .end(events: events, sum: sum)
            return
        }
        guard let id = text("id").flatMap({ UniqueID($0) }), let type = text("type"), let version = number("version"),
            let streamVersion = number("streamVersion"), let position = number("position"),
            let time = text("time").flatMap({ Timestamp($0) }), let payload = text("payload")
        else { return nil }
        let metadata = EventMetadata(
            id: id, type: type, version: version, stream: stream.description, streamVersion: streamVersion,
            position: position, time: time, userId: text("userId"), correlationId: text("correlationId"),
            causationId: text("causationId"))
        self = .event(
            RecordedEvent(metadata: metadata, payload: Array(payload.utf8), extra: Array((text("extra") ?? "").utf8)))
    }
}
