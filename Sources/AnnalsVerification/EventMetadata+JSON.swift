import Annals
import AnnalsJSON

extension EventMetadata {
    /// What reports say of an event.
    var json: JSONValue {
        .object([
            "position": .integer(position), "id": .string(id.description), "type": .string(type),
            "version": .integer(version), "stream": .string(stream), "streamVersion": .integer(streamVersion),
            "time": .string(time.description), "userId": userId.map { .string($0) } ?? .null,
            "correlationId": correlationId.map { .string($0) } ?? .null,
            "causationId": causationId.map { .string($0) } ?? .null,
        ])
    }
}
