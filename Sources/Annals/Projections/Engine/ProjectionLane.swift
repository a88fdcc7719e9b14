/// Rows that an engine moves on: those of a projection that are read, or those that are made beside them.
struct ProjectionLane: Sendable {
    struct ID: Hashable, Sendable {
        var projection: String
        var isRebuild: Bool

        /// What concerns all projections.
        static let ofTheLog = ID(projection: "", isRebuild: false)
    }

    let projection: any Projection.Type
    let isRebuild: Bool
    /// Where it stood when it was looked at.
    var position: Int
    /// The record's epoch then.
    let epoch: Int

    var id: ID { ID(projection: projection.name, isRebuild: isRebuild) }

    /// The lanes of a record that can go on.
    ///
    /// - Parameter memories: What is kept of lanes: rows of a rebuild that are not written yet are further.
    static func lanes(
        of projection: any Projection.Type, _ record: ProjectionRecord, _ memories: [ID: LaneMemory]
    ) -> [ProjectionLane] {
        guard !record.isPaused else { return [] }
        var lanes: [ProjectionLane] = []
        if record.fingerprint == projection.fingerprint, record.failure == nil {
            lanes.append(
                ProjectionLane(
                    projection: projection, isRebuild: false, position: record.checkpoint.position,
                    epoch: record.epoch))
        }
        if let rebuild = record.rebuild, rebuild.fingerprint == projection.fingerprint, rebuild.failure == nil {
            var lane = ProjectionLane(
                projection: projection, isRebuild: true, position: rebuild.checkpoint.position, epoch: record.epoch)
            if let memory = memories[lane.id], memory.fits(epoch: record.epoch, stored: rebuild.checkpoint) {
                lane.position = memory.reached.position
            }
            lanes.append(lane)
        }
        return lanes
    }
}

/// What became of a lane in a transaction.
struct LaneOutcome: Sendable {
    var position: Int
    var events = 0
    /// Why it stands still now; nil when it goes on.
    var failure: ProjectionError?
    /// Whether rows that were made anew took their place.
    var isSwapped = false
    var parked: [DeadLetter] = []
}
