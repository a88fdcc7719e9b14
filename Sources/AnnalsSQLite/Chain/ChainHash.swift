internal import Annals
internal import AnnalsValues

/// What the hash chain takes in: for each event the SHA-256 of the hash before it and of everything that is stored of the
/// event. Each part has its length before it, in eight bytes, so that no two events make the same bytes.
enum ChainHash {
    /// What stands before the first event.
    static let beginning = SHA256.hash(Array("annals chain 1".utf8))

    /// The hash of a stored event.
    static func hash(of event: RecordedEvent, after previous: [UInt8]) -> [UInt8] {
        let metadata = event.metadata
        var bytes = previous
        bytes.reserveCapacity(512 + event.payload.count + event.extra.count)
        append(metadata.position, to: &bytes)
        append(metadata.streamVersion, to: &bytes)
        append(metadata.version, to: &bytes)
        append(Int(metadata.time.seconds), to: &bytes)
        append(Int(metadata.time.nanoseconds), to: &bytes)
        append(Int(bitPattern: UInt(metadata.id.high)), to: &bytes)
        append(Int(bitPattern: UInt(metadata.id.low)), to: &bytes)
        for text in [metadata.stream, metadata.type, metadata.userId, metadata.correlationId, metadata.causationId] {
            // No text has a length of -1.
            append(text?.utf8.count ?? -1, to: &bytes)
            if let text { bytes += text.utf8 }
        }
        append(event.extra.count, to: &bytes)
        bytes += event.extra
        append(event.payload.count, to: &bytes)
        bytes += event.payload
        return SHA256.hash(bytes)
    }

    /// The hash in the place of an event that nothing is known of.
    static func hash(ofUnknown position: Int, after previous: [UInt8]) -> [UInt8] {
        var bytes = previous
        append(position, to: &bytes)
        return SHA256.hash(bytes)
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: Int64(number).bigEndian) { bytes += $0 }
    }
}
