// How rows move on: each round takes every lane that is behind one page further.

extension ProjectionEngine {
    func lastPosition() async throws(ProjectionError) -> Int {
        do throws(EventStoreError) {
            return try await events.lastPosition()
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Gives every lane that is behind one page; true when one may still be.
    func round(_ head: Int) async throws(ProjectionError) -> Bool {
        var lanes = try await lanes().filter { ($0.position < head || $0.isRebuild) && !isResting($0.id) }
        rebuildCount = lanes.count(where: \.isRebuild)
        lanes.sort { ($0.position, $0.isRebuild ? 1 : 0) < ($1.position, $1.isRebuild ? 1 : 0) }
        // Nobody comes back to what all have behind them.
        if let first = lanes.first { pagesAhead = pagesAhead.filter { $0.key >= first.position } }
        var isBehind = false
        while let first = lanes.first, !isStopping {
            let limit = first.isRebuild ? options.rebuildBatchSize : options.batchSize
            // Only events within so many positions can be on the page.
            let near = lanes.prefix { $0.position - first.position < limit }
            let types = near.map { $0.projection }.types
            let page = try await page(after: first.position, types, head: head, limit: limit)
            var next: PageAhead?
            if options.readsAhead, page.end < head {
                next = readAhead(after: page.end, types, head: head, limit: limit)
            }
            // Rows that are made anew and have come to the end may be swapped.
            let members = Array(near.prefix { $0.position < page.end || $0.isRebuild && $0.position == page.end })
            lanes.removeFirst(members.count)
            if try await advance(members, page, head, next: next) || page.end < head { isBehind = true }
        }
        return isBehind
    }

    /// Applies a page to lanes in one transaction; where that fails, to each in one of its own, so that none is held up by
    /// another. True when a lane was overtaken and has to be looked at again.
    private func advance(
        _ lanes: [ProjectionLane], _ page: EventPage, _ head: Int, next: PageAhead? = nil
    ) async throws(ProjectionError) -> Bool {
        let works = lanes.map { LaneWork(lane: $0, memory: takeMemory(of: $0)) }
        let folds = await fold(works, page, head)
        if let next { foldAhead(works, folds, next.page, head) }
        let outcomes: [LaneOutcome?]
        do throws(ProjectionError) {
            outcomes = try await store(works, folds, page, head)
        } catch {
            // Nobody knows which rows are stored.
            var isOfFolds = false
            if case .invalidRow = error.reason { isOfFolds = folds.contains { $0 != nil } }
            for work in works {
                await giveUp(work.memory, carefully: isOfFolds)
                memories[work.lane.id] = work.memory
            }
            if error.endsEngine { throw error }
            // Which row contradicts another one is only known where each page is written with its events.
            if isOfFolds { return true }
            guard lanes.count == 1, let lane = lanes.first else {
                var isBehind = false
                for lane in lanes where try await advance([lane], page, head) { isBehind = true }
                return isBehind
            }
            await setBack(lane, error)
            return false
        }
        for (work, outcome) in zip(works, outcomes) { await note(outcome, of: work) }
        moved.give()
        return outcomes.contains { $0.map { $0.isSwapped || $0.startsOver } ?? true }
    }

    /// Stores what pages have made of rows, which waiting rows have no need of.
    private func store(
        _ works: [LaneWork], _ folds: [FoldedPage?], _ page: EventPage, _ head: Int
    ) async throws(ProjectionError) -> [LaneOutcome?] {
        let waiting = folds.map { folded in
            folded.flatMap {
                $0.isWaiting ? LaneOutcome(checkpoint: $0.after, events: $0.events, isWaiting: true) : nil
            }
        }
        if waiting.allSatisfy({ $0 != nil }) { return waiting }
        let (policy, now) = (options.poison, options.now())
        return try await readModels.transaction { transaction throws(ProjectionError) in
            var outcomes = waiting
            for (index, work) in works.enumerated() where waiting[index] == nil {
                outcomes[index] = try transaction.advance(
                    work.lane.projection, work.lane, with: page, head: head, policy: policy, now: now,
                    memory: work.memory, folded: folds[index])
            }
            return outcomes
        }
    }

    /// Notes what became of a lane, and tells of it.
    private func note(_ outcome: LaneOutcome?, of work: LaneWork) async {
        let lane = work.lane
        setbacks[lane.id] = nil
        guard let outcome, !outcome.startsOver else {
            await giveUp(work.memory, carefully: outcome != nil)
            memories[lane.id] = work.memory
            return
        }
        if !outcome.isSwapped {
            work.memory.note(outcome.checkpoint, isWritten: !outcome.isWaiting)
            memories[lane.id] = work.memory
        }
        for report in outcome.reports(of: lane) { options.report(report) }
    }
}
