/// The events that a store, or a stream, has when reading begins, page after page. What comes later is left out;
/// `subscribe` goes on with it.
///
/// It is pulled: nothing is read, and nothing held open, while a page is worked on. It throws `cancelled` when the task is:
/// an end always means that everything was read.
public struct EventPages: AsyncSequence, Sendable {
    enum Source: Sendable {
        case store(after: Int, EventFilter)
        case stream(StreamName, versions: ClosedRange<Int>, until: Timestamp?, ReadDirection)
    }

    let store: any EventStore
    let source: Source
    let size: Int

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(pages: self, source: source) }

    private func page(of source: Source) async throws(EventStoreError) -> [RecordedEvent] {
        switch source {
        case .store(let position, let filter):
            try await store.readAll(after: position, filter: filter, limit: size)
        case .stream(let stream, let versions, let time, let direction):
            try await store.read(stream, versions: versions, until: time, direction: direction, limit: size)
        }
    }

    /// Reads page after page.
    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let pages: EventPages
        /// What is left; nil when nothing is.
        fileprivate var source: Source?
        /// The last position when reading began; nil until then.
        private var end: Int?

        fileprivate init(pages: EventPages, source: Source) {
            self.pages = pages
            self.source = source
        }

        /// The next page, never empty; nil after the last one.
        public mutating func next() async throws(EventStoreError) -> [RecordedEvent]? {
            try await next(isolation: nil)
        }

        /// The next page, never empty; nil after the last one.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(EventStoreError) -> [RecordedEvent]? {
            let pages = pages
            while let source {
                guard !Task.isCancelled else { throw .cancelled }
                let end = if let end { end } else { try await pages.store.lastPosition() }
                self.end = end
                let page = try await pages.page(of: source)
                self.source = page.count < pages.size ? nil : page.last.flatMap { rest(of: source, after: $0, end) }
                // A page of a stream that is read backwards may have newer events only.
                let old = page.filter { $0.position <= end }
                if !old.isEmpty { return old }
            }
            return nil
        }

        private func rest(of source: Source, after last: RecordedEvent, _ end: Int) -> Source? {
            switch source {
            case .store(_, let filter):
                return last.position < end ? .store(after: last.position, filter) : nil
            case .stream(let stream, let versions, let time, let direction):
                guard direction == .backwards || last.position < end,
                    let rest = versions.rest(after: last.metadata.streamVersion, direction)
                else { return nil }
                return .stream(stream, versions: rest, until: time, direction)
            }
        }
    }
}

extension ClosedRange<Int> {
    /// What is left to read of versions after one of them; nil when nothing is.
    func rest(after version: Int, _ direction: ReadDirection) -> ClosedRange<Int>? {
        switch direction {
        case .forwards: version < upperBound ? (version + 1)...upperBound : nil
        case .backwards: version > lowerBound ? lowerBound...(version - 1) : nil
        }
    }
}

extension EventStore {
    /// All events after a position that the store has when reading begins, or those that pass a filter, in pages.
    ///
    /// - Parameter pageSize: How many events a page has at most, from 1.
    public func events(
        after position: Int = 0, _ filter: EventFilter = .all, pageSize: Int = 1000
    ) -> EventPages {
        EventPages(store: self, source: .store(after: position, filter), size: Swift.max(pageSize, 1))
    }

    /// The events of a stream that it has when reading begins, all of them unless told otherwise, in pages.
    ///
    /// - Parameters:
    ///   - time: The latest time that they may have, inclusive; nil for any.
    ///   - pageSize: How many events a page has at most, from 1.
    public func events(
        of stream: StreamName, from first: Int = 1, to last: Int = .max, until time: Timestamp? = nil,
        direction: ReadDirection = .forwards, pageSize: Int = 1000
    ) -> EventPages {
        let versions = Swift.max(first, 1)...Swift.max(first, last, 1)
        // Nothing is asked for where the first version is behind the last.
        let size = first <= last && last >= 1 ? Swift.max(pageSize, 1) : 0
        return EventPages(store: self, source: .stream(stream, versions: versions, until: time, direction), size: size)
    }
}
