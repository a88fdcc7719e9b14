/// Folds a page into the rows of a lane, ahead of the transaction that stores them, each part on a thread of its own.
struct PageFold: Sendable {
    let lane: ProjectionLane
    let memory: LaneMemory
    let readModels: any ReadModelStore
    let slots: FoldSlots

    /// - Parameters:
    ///   - before: How far the rows have come.
    ///   - head: The position that the store had reached before the page was read.
    func run(_ page: EventPage, from before: ProjectionCheckpoint, head: Int) async -> Fold {
        guard lane.canFold(page) else { return .notBegun }
        do {
            return try await fold(page, before, head)
        } catch {
            return .failed
        }
    }

    private func fold(_ page: EventPage, _ before: ProjectionCheckpoint, _ head: Int) async throws -> Fold {
        let events = PartOfPage.parts(of: page, after: before.position, count: memory.partCount)
        let parts = try await concurrently(events.count) { [lane, memory, readModels, slots] number in
            try await slots.run {
                try await readModels.snapshot { transaction throws(ProjectionError) in
                    try memory.fold(part: number, events[number], lane, transaction)
                }
            }
        }
        var folded = FoldedPage(before: before, after: before, end: page.end)
        for part in parts {
            folded.after.position = max(folded.after.position, part.position)
            folded.after.missedUpdates += part.missedUpdates
            folded.events += part.events
            if part.isCutShort { folded.isCutShort = true }
            if part.isUnsuited { folded.isUnsuited = true }
        }
        if folded.isCutShort {
            // Other parts are past the event at which one has stopped.
            if parts.count > 1 { return .unparted }
        } else {
            folded.after.position = max(before.position, page.end)
        }
        let isFull = parts.reduce(0) { $0 + $1.byteCount } > memory.limit
        // Rows that have come to the end are about to be swapped.
        let forgets = isFull || lane.isRebuild && page.end >= head
        let mayWait = lane.mayWait(page, head, effects: lane.effectPosition)
        folded.isWaiting = mayWait && !folded.isCutShort && !isFull
        folded.isLast = folded.isCutShort || forgets
        if !folded.isWaiting {
            folded.changes = try await changes(inRebuild: lane.isRebuild, forgetting: forgets)
        }
        return .folded(folded)
    }

    /// What is to be stored of all parts.
    func changes(inRebuild: Bool, forgetting: Bool) async throws -> [RowChange] {
        let parts = try await concurrently(memory.partCount) { [memory] number in
            try memory.takeChanges(ofPart: number, inRebuild: inRebuild, forgetting: forgetting)
        }
        return RowChange.merged(parts)
    }
}

extension ProjectionLane {
    /// Whether it is known, for each event of a page, whether handlers have had effects elsewhere.
    fileprivate func canFold(_ page: EventPage) -> Bool { isAlone || page.end <= effectPosition }
}

extension RowChange {
    /// Changes, sorted in each part, near the order of the table: by the beginning of their keys.
    fileprivate static func merged(_ parts: [[RowChange]]) -> [RowChange] {
        if parts.count == 1 { return parts[0] }
        return parts.joined().map { (prefix: $0.prefix, change: $0) }.sorted { $0.prefix < $1.prefix }.map(\.change)
    }

    private var prefix: KeyPrefix {
        (values ?? key).bytes.withUnsafeBytes { memory in
            var place = 0
            return PackedValue(memory, at: &place)?.prefix ?? KeyPrefix()
        }
    }
}

/// Does something so many times at once, and gives the results in the order of their numbers.
private func concurrently<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> Result
) async throws -> [Result] {
    if count == 1 { return [try await body(0)] }
    return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        for number in 0..<count { group.addTask { (number, try await body(number)) } }
        var results: [(Int, Result)] = []
        for try await result in group { results.append(result) }
        return results.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
