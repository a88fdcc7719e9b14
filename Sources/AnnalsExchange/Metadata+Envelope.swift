public import Annals
public import AnnalsInterpreter

extension Metadata {
    /// What an envelope says about its event; what it leaves out is that of an invented first event.
    ///
    /// - Parameters:
    ///   - type: What the event is called in the schema.
    ///   - version: The version of the payload.
    public init(_ envelope: EventEnvelope?, type: String, version: Int) {
        self.init(
            type: type, version: version, stream: envelope?.stream, streamVersion: envelope?.streamVersion ?? 1,
            position: envelope?.position ?? 1, time: envelope?.time, userId: envelope?.userId,
            correlationId: envelope?.correlationId, causationId: envelope?.causationId)
        if let id = envelope?.id { self.id = id }
    }
}
