// Pages are folded ahead of the transactions that store them, each lane's on threads of its own: while a page is stored,
// the next is read and folded.

/// A lane and what is kept of it, which nobody else has meanwhile.
struct LaneWork: Sendable {
    let lane: ProjectionLane
    let memory: LaneMemory
}

extension ProjectionEngine {
    /// What is kept of a lane, which has to be given back.
    func takeMemory(of lane: ProjectionLane) -> LaneMemory {
        let known = memories.removeValue(forKey: lane.id)
        let memory = known ?? LaneMemory.of(lane.projection)
        // What is being folded goes by what was said before.
        if memory.ahead != nil { return memory }
        memory.limit = lane.isRebuild ? options.rebuildBytes / max(rebuildCount, 1) : options.keptBytes
        if known == nil, lane.isRebuild, options.readsAhead {
            memory.wantedParts = max(options.rebuildParts / max(rebuildCount, 1), 1)
        }
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
            if work.memory.wantedParts != work.memory.partCount, !work.memory.isWaiting { work.memory.split() }
            return fold(work, from: work.memory.reached, Task { page }, head)
        }
        var folds: [FoldedPage?] = []
        for (work, task) in zip(works, tasks) {
            work.memory.ahead = nil
            folds.append(await take(task?.value ?? .notBegun, of: work, page))
        }
        return folds
    }

    /// What can be stored of a fold: it must be one of this page, and of the rows with which the page begins.
    private func take(_ fold: Fold, of work: LaneWork, _ page: EventPage) async -> FoldedPage? {
        switch fold {
        case .folded(let folded)
        where folded.before == work.memory.reached && folded.end == page.end && work.memory.epoch == work.lane.epoch:
            work.memory.isUnsuited = folded.isUnsuited
            return folded
        case .notBegun where work.memory.partCount > 1: return await unite(work, page)
        case .notBegun: return nil
        case .unparted:
            work.memory.wantedParts = 1
            work.memory.giveUp()
            return nil
        case .folded, .failed:
            work.memory.giveUp()
            return nil
        }
    }

    /// Has rows that are in parts stored, so that the transaction can go on with them.
    private func unite(_ work: LaneWork, _ page: EventPage) async -> FoldedPage? {
        let reached = work.memory.reached
        var folded = FoldedPage(before: reached, after: reached, end: page.end, isCutShort: true, isLast: true)
        do {
            let fold = PageFold(lane: work.lane, memory: work.memory, readModels: readModels, slots: slots)
            folded.changes = try await fold.changes(inRebuild: work.lane.isRebuild, forgetting: true)
            work.memory.forget()
            return folded
        } catch {
            work.memory.giveUp()
            return nil
        }
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
        let fold = PageFold(lane: work.lane, memory: work.memory, readModels: readModels, slots: slots)
        return Task {
            guard let page = await page.value else { return .notBegun }
            return await fold.run(page, from: before, head: head)
        }
    }
}

extension LaneWork {
    /// Whether pages can be folded ahead of their transactions, as far as is known.
    fileprivate var canFold: Bool {
        memory.foldsAhead && !memory.isUnsuited && memory.epoch == lane.epoch && memory.mayWait
    }
}
