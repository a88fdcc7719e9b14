import AnnalsDiagnostics

extension Finding {
    /// That the time of a search was up.
    ///
    /// - Parameter state: What was done until then, such as "after 12 payloads of OrderCreated version 1".
    static func unfinished(
        _ subject: String, _ state: String, at location: SourceLocation, version: Int, place: String = ""
    ) -> Finding {
        Finding(
            .upcastUnfinished, subject: subject, "time was up \(state)", at: location, version: version, place: place,
            suggestion: "give the search more time with '--time-limit', or less to do with '--samples'")
    }
}
