import Annals
import AnnalsInterpreter

extension Metadata {
    /// What a store knows about an event.
    init(_ metadata: EventMetadata) {
        self.init(
            id: metadata.id, type: metadata.type, version: metadata.version, stream: metadata.stream,
            streamVersion: metadata.streamVersion, position: metadata.position, time: metadata.time,
            userId: metadata.userId, correlationId: metadata.correlationId, causationId: metadata.causationId)
    }
}
