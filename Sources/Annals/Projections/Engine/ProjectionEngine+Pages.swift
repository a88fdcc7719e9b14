// The pages of the log, of which the next two are read while one is applied.

/// A page that is being read before it is wanted, and the one behind it.
struct PageAhead {
    var types: [String]
    var limit: Int
    /// Nil where it could not be read, which is tried again when it is wanted.
    var page: Task<EventPage?, Never>
    var following: Task<EventPage?, Never>?

    func has(_ types: [String], _ limit: Int) -> Bool { self.types == types && self.limit == limit }
}

extension ProjectionEngine {
    /// The page after a position, of which these lanes are at the beginning.
    func page(
        after position: Int, _ types: [String], head: Int, limit: Int
    ) async throws(ProjectionError) -> EventPage {
        if let ahead = pagesAhead.removeValue(forKey: position), ahead.has(types, limit),
            let page = await ahead.page.value
        {
            if let following = ahead.following {
                pagesAhead[page.end] = PageAhead(types: types, limit: limit, page: following)
            }
            return page
        }
        do throws(EventStoreError) {
            return try await events.page(after: position, types: types, head: head, limit: limit)
        } catch {
            throw ProjectionError(error)
        }
    }

    /// Reads the page after a position, and then the one behind it, while the one before is applied.
    func readAhead(after position: Int, _ types: [String], head: Int, limit: Int) -> PageAhead {
        let events = events
        var ahead: PageAhead
        if let begun = pagesAhead[position], begun.has(types, limit) {
            ahead = begun
        } else {
            let page = Task { try? await events.page(after: position, types: types, head: head, limit: limit) }
            ahead = PageAhead(types: types, limit: limit, page: page)
        }
        let page = ahead.page
        ahead.following = Task {
            guard let page = await page.value, page.end < head else { return nil }
            return try? await events.page(after: page.end, types: types, head: head, limit: limit)
        }
        pagesAhead[position] = ahead
        return ahead
    }

    /// Waits for what is read and folded ahead, and lets go of it.
    func settle() async {
        let pages = pagesAhead.values
        pagesAhead = [:]
        for ahead in pages {
            for page in [ahead.page, ahead.following] {
                page?.cancel()
                _ = await page?.value
            }
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
