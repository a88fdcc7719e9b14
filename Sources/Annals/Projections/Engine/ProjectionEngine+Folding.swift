// Pages are folded ahead of the transactions that store them, each lane's on a thread of its own: while a page is stored,
// the next is read and folded.

/// A lane and what is kept of it, which nobody else has meanwhile.
struct LaneWork: Sendable {
    let lane: ProjectionLane
    let memory: LaneMemory
}

extension ProjectionEngine {
    /// What is kept of a lane, which has to be given back.
    func takeMemory(of lane: ProjectionLane, rebuilds: Int) -> LaneMemory {
        let memory = memories.removeValue(forKey: lane.id) ?? LaneMemory.of(lane.projection)
        memory.limit = lane.isRebuild ? options.rebuildBytes / max(rebuilds, 1) : options.keptBytes
        return memory
    }

    /// Lets go of rows, once nobody works on them.
    ///
    /// - Parameter carefully: Whether rows are written with each page from now on.
    func giveUp(_ memory: LaneMemory, carefully: Bool = false) async {
        _ = await memory.ahead?.value
        memory.ahead = nil
        memory.giveUp(carefully: carefully)
    }

    /// Folds a page for each lane of which nothing unusual is known; nil for those whose events are left to the transaction.
    func fold(_ works: [LaneWork], _ page: EventPage, _ head: Int) async -> [FoldedPage?] {
        let tasks = works.map { work -> Task<Fold, Never>? in
            if let ahead = work.memory.ahead { return ahead }
            guard work.canFold, page.end < head || work.memory.isWaiting else { return nil }
            return fold(work, from: work.memory.reached, Task { page }, head)
        }
        var folds: [FoldedPage?] = []
        for (work, task) in zip(works, tasks) {
            work.memory.ahead = nil
            switch await task?.value {
            case nil, .notBegun: folds.append(nil)
            case .folded(let folded) where folded.before == work.memory.reached && folded.end == page.end:
                work.memory.isUnsuited = folded.isUnsuited
                folds.append(folded)
            case .folded, .failed:
                // The rows are others than those that the page begins with.
                work.memory.giveUp()
                folds.append(nil)
            }
        }
        return folds
    }

    /// Folds the next page while these are stored.
    func foldAhead(_ works: [LaneWork], _ folds: [FoldedPage?], _ page: Task<EventPage?, Never>, _ head: Int) {
        for (work, folded) in zip(works, folds) where work.canFold {
            guard let folded, !folded.isLast else { continue }
            work.memory.ahead = fold(work, from: folded.after, page, head)
        }
    }

    private func fold(
        _ work: LaneWork, from before: ProjectionCheckpoint, _ page: Task<EventPage?, Never>, _ head: Int
    ) -> Task<Fold, Never> {
        Task { [readModels] in
            guard let page = await page.value, work.lane.canFold(page) else { return .notBegun }
            let options = FoldOptions(
                suffix: work.lane.suffix, isRebuild: work.lane.isRebuild, effectPosition: work.lane.effectPosition,
                mayWait: work.lane.mayWait(page, head, effects: work.lane.effectPosition))
            do throws(ProjectionError) {
                return .folded(
                    try await readModels.snapshot { transaction throws(ProjectionError) in
                        try work.memory.fold(page, from: before, options, transaction)
                    })
            } catch {
                return .failed
            }
        }
    }
}

extension LaneWork {
    /// Whether pages can be folded ahead of their transactions, as far as is known.
    fileprivate var canFold: Bool {
        memory.foldsAhead && !memory.isUnsuited && memory.epoch == lane.epoch && memory.mayWait
    }
}

extension ProjectionLane {
    /// Whether it is known, for each event of a page, whether handlers have had effects elsewhere.
    fileprivate func canFold(_ page: EventPage) -> Bool { isAlone || page.end <= effectPosition }
}
