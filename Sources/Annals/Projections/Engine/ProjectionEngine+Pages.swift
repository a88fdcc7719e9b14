// The pages of the log, of which the next is read while one is applied.

/// A page that is being read before it is wanted.
struct PageAhead {
    var types: [String]
    var limit: Int
    /// Nil where it could not be read, which is tried again when it is wanted.
    var page: Task<EventPage?, Never>
}

extension ProjectionEngine {
    /// The page after a position, of which these lanes are at the beginning.
    func page(after position: Int, _ types: [String], head: Int, limit: Int) async throws(ProjectionError) -> EventPage
    {
        if let ahead = pagesAhead.removeValue(forKey: position), ahead.types == types, ahead.limit == limit,
            let page = await ahead.page.value
        {
            return page
        }
        do throws(EventStoreError) {
            return try await events.page(after: position, types: types, head: head, limit: limit)
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Reads a page while the one before is applied.
    func readAhead(after position: Int, _ types: [String], head: Int, limit: Int) -> PageAhead {
        let task = Task { [events] in
            try? await events.page(after: position, types: types, head: head, limit: limit)
        }
        let ahead = PageAhead(types: types, limit: limit, page: task)
        pagesAhead[position] = ahead
        return ahead
    }

    /// Waits for what is read and folded ahead, and lets go of it.
    func settle() async {
        let pages = pagesAhead.values
        pagesAhead = [:]
        for ahead in pages {
            ahead.page.cancel()
            _ = await ahead.page.value
        }
        for memory in memories.values { await giveUp(memory) }
        memories = [:]
    }
}

extension [any Projection.Type] {
    /// The event types that any of them handles.
    var types: [String] {
        var types: [String] = []
        for projection in self { types += projection.eventTypes.filter { !types.contains($0) } }
        return types
    }
}
