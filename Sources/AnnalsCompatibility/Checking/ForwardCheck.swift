import AnnalsJSON
import AnnalsSchema

/// Whether programs with an older version of an event read what programs with a newer one write.
protocol ForwardCheck: Sendable {
    /// The answer for one pair of versions of one event.
    func verdict(writer: EventVersion, reader: EventVersion) -> ForwardVerdict
}

/// What is known of a pair of a newer writer and an older reader.
enum ForwardVerdict: Hashable, Sendable {
    /// Every payload of the writer is read: that was shown.
    case safe
    /// The payload is valid at the writer's version, and the reader refuses it for this reason. The others are more of them
    /// that break elsewhere, a sentence each.
    case breaks(JSONValue, because: String, others: [String])
    /// Nothing was found, and nothing was shown, for this reason.
    case unknown(String)
}
