extension Timestamp {
    /// The end of a lease that begins at this time. A lease is at least a millisecond.
    package func advanced(byLease lease: Duration) -> Timestamp { advanced(by: Swift.max(lease, .milliseconds(1))) }

    /// The time so much later, from 0, or the last time that there is.
    package func advanced(by duration: Duration) -> Timestamp {
        let (more, fraction) = duration.components
        let nanoseconds = Int64(nanoseconds) + fraction / 1_000_000_000
        let (carry, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Timestamp(seconds: seconds &+ more &+ carry, nanoseconds: Int32(rest)) ?? .max
    }
}
