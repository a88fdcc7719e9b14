/// How an ``EventEnvelope`` is written as a JSON object.
public enum EnvelopeForm: String, Hashable, Sendable, CaseIterable {
    /// The names of ``EventMetadata``, with the payload under `data`.
    case annals
    /// CloudEvents 1.0 in its JSON format: the stream is the subject, and what the specification has no attribute for is
    /// an extension attribute. Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md
    case cloudEvents = "cloudevents"

    /// What the members are called.
    struct Keys: Sendable {
        let id = "id"
        let type = "type"
        let time = "time"
        let data = "data"
        var version = "version"
        var stream = "stream"
        var streamVersion = "streamVersion"
        var position = "position"
        var userId = "userId"
        var correlationId = "correlationId"
        var causationId = "causationId"
        var extra = "extra"
    }

    var keys: Keys {
        switch self {
        case .annals: Keys()
        case .cloudEvents:
            Keys(
                version: "dataversion", stream: "subject", streamVersion: "streamversion", userId: "userid",
                correlationId: "correlationid", causationId: "causationid")
        }
    }

    /// The form of an object: CloudEvents say which version of their specification they follow.
    public init(of object: JSONValue) {
        self = object["specversion"] == nil ? .annals : .cloudEvents
    }
}
