extension RowBatch {
    /// What a batch of events came to.
    public struct Outcome {
        /// The position up to which all events are in the batch.
        public let position: Int
        /// Why the event after `position` is not; nil when all are.
        public let failure: ProjectionError?
    }

    /// Handles events until one fails; `end` is the position reached when none does.
    public mutating func apply<P: Projection>(
        _ events: [RecordedEvent], with projection: P.Type, from start: Int, to end: Int
    ) -> Outcome where P.Row == Row {
        var position = start
        for event in events {
            do throws(ProjectionError) {
                try apply(event, with: projection)
            } catch {
                return Outcome(position: position, failure: error)
            }
            position = event.position
        }
        return Outcome(position: max(position, end), failure: nil)
    }
}
