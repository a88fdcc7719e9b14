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
    /// What the names of its tables end with.
    var suffix = ""
    /// Up to where handlers had had effects elsewhere then, other than by these rows.
    var effectPosition = Int.min
    /// Whether no other rows of the projection are being made, by whose events handlers have effects too.
    var isAlone = true

    var id: ID { ID(projection: projection.name, isRebuild: isRebuild) }

    /// Whether the rows of a page may wait for later pages. Effects elsewhere are had when rows are written, not before.
    func mayWait(_ page: EventPage, _ head: Int, effects: Int) -> Bool {
        isRebuild && page.end < head && page.end <= effects
    }

    /// The lanes of a record that can go on.
    ///
    /// - Parameter memories: What is kept of lanes: rows of a rebuild that are not written yet are further.
    static func lanes(
        of projection: any Projection.Type, _ record: ProjectionRecord, _ memories: [ID: LaneMemory]
    ) -> [ProjectionLane] {
        guard !record.isPaused else { return [] }
        var lanes: [ProjectionLane] = []
        let isAlone = record.rebuild == nil
        if record.fingerprint == projection.fingerprint, record.failure == nil {
            lanes.append(
                ProjectionLane(
                    projection: projection, isRebuild: false, position: record.checkpoint.position,
                    epoch: record.epoch, effectPosition: record.effectPosition(inRebuild: false), isAlone: isAlone))
        }
        if let rebuild = record.rebuild, rebuild.fingerprint == projection.fingerprint, rebuild.failure == nil {
            var lane = ProjectionLane(
                projection: projection, isRebuild: true, position: rebuild.checkpoint.position, epoch: record.epoch,
                suffix: rebuild.suffix, effectPosition: record.effectPosition(inRebuild: true), isAlone: isAlone)
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
    /// How far its rows have come.
    var checkpoint: ProjectionCheckpoint
    var events = 0
    /// Whether its rows are not written yet.
    var isWaiting = false
    /// Whether rows of earlier pages could not be written, so that these pages have to be read again.
    var startsOver = false
    /// Why it stands still now; nil when it goes on.
    var failure: ProjectionError?
    /// Whether rows that were made anew took their place.
    var isSwapped = false
    var parked: [DeadLetter] = []

    /// What there is to report, in this order.
    func reports(of lane: ProjectionLane) -> [EngineReport] {
        let (name, position) = (lane.projection.name, checkpoint.position)
        var reports: [EngineReport] = [
            .advanced(projection: name, position: position, events: events, isRebuild: lane.isRebuild)
        ]
        reports += parked.map { .parked($0) }
        if isSwapped { reports.append(.rebuilt(projection: name, position: position)) }
        if let failure { reports.append(.stopped(projection: name, failure)) }
        return reports
    }
}
